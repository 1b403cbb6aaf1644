/// A growing stretch of plain memory: the tracker's nodes live in these, side by side.
///
/// No bounds are checked in release builds: only the tracker uses it, with indices it made itself.
struct Pool<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    unsafeAddress {
      assert(index >= 0 && index < count)
      return UnsafePointer(base + index)
    }
    nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < count)
      return base + index
    }
  }

  /// Makes room for `extra` more and counts them in; their contents are what `value` says.
  mutating func extend(by extra: Int, repeating value: Element) {
    let needed = count + extra
    if needed > capacity {
      let larger = max(needed, capacity * 2)
      let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
      moved.update(from: base, count: count)
      base.deallocate()
      base = moved
      capacity = larger
    }
    (base + count).update(repeating: value, count: extra)
    count = needed
  }

  mutating func removeAll() { count = 0 }
}
