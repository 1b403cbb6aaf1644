/// A growing stretch of plain memory that its owner frees: the tracker's nodes live in such.
///
/// A handle: copies name the same memory, so a constant of this type can be written through without
/// the run-time checks that class properties cost. No bounds are checked in release builds: only the
/// merge uses it, with indices it made itself.
struct Pool<Element: BitwiseCopyable> {
  private struct Header {
    var base: UnsafeMutablePointer<Element>
    var count: Int
    var capacity: Int
  }

  private let header: UnsafeMutablePointer<Header>

  init(capacity: Int) {
    header = .allocate(capacity: 1)
    header.initialize(
      to: Header(base: .allocate(capacity: capacity), count: 0, capacity: capacity))
  }

  func free() {
    header.pointee.base.deallocate()
    header.deallocate()
  }

  @inline(__always) var base: UnsafeMutablePointer<Element> { header.pointee.base }
  @inline(__always) var count: Int { header.pointee.count }

  @inline(__always)
  subscript(index: Int) -> Element {
    unsafeAddress {
      assert(index >= 0 && index < count)
      return UnsafePointer(header.pointee.base + index)
    }
    nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < count)
      return header.pointee.base + index
    }
  }

  /// Makes room for `extra` more and counts them in; their contents are what `value` says.
  func extend(by extra: Int, repeating value: Element) {
    let needed = header.pointee.count &+ extra
    if needed > header.pointee.capacity { grow(to: needed) }
    (header.pointee.base + header.pointee.count).update(repeating: value, count: extra)
    header.pointee.count = needed
  }

  private func grow(to needed: Int) {
    let capacity = max(needed, header.pointee.capacity * 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    moved.update(from: header.pointee.base, count: header.pointee.count)
    header.pointee.base.deallocate()
    header.pointee.base = moved
    header.pointee.capacity = capacity
  }

  /// Puts one element before the one at `position`. O(elements after it).
  func insert(_ value: Element, at position: Int) {
    extend(by: 1, repeating: value)
    let place = header.pointee.base + position
    place.advanced(by: 1).update(from: place, count: count &- 1 &- position)
    place.pointee = value
  }

  func removeAll() { header.pointee.count = 0 }
}
