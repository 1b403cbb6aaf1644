/// The marks of a plan's passages, each with the first passage that had it.
///
/// An open-addressed table; one tells marks that come back within a passage from those that an
/// earlier passage had.
struct PassageMarks: Sendable {
  private struct Slot: Sendable {
    var mark: UInt64 = 0
    /// The first passage that had the mark; negative in a free slot.
    var first: Int32 = -1
    /// The last one.
    var last: Int32 = -1
  }

  /// What a passage has in common with those before it.
  struct Overlap: Sendable {
    /// How many marks the passage has, each counted once.
    var count = 0
    /// The passage that was first with most of them, the earliest of several, and with how many.
    var most: (passage: Int, shared: Int)?
  }

  private static let key = UInt64(bitPattern: Int64(Hasher().finalize())) | 1

  /// A power of two, at most three quarters of them taken.
  private var slots: [Slot]
  private var passages: Int32 = 0
  /// For each passage, how many of its marks the one being added shares.
  private var shared: [Int] = []

  /// - Parameter capacity: the most marks that will be added, repeated ones included.
  init(capacity: Int) {
    var count = 8
    while 3 * count < 4 * capacity { count *= 2 }
    slots = Array(repeating: Slot(), count: count)
  }

  /// Adds the marks of the next passage. O(marks).
  mutating func add(_ marks: [UInt64]) -> Overlap {
    var overlap = Overlap()
    var touched: [Int] = []
    for mark in marks {
      let slot = self.slot(of: mark)
      guard slots[slot].last != passages else { continue }
      overlap.count += 1
      slots[slot].last = passages
      if slots[slot].first < 0 {
        slots[slot].mark = mark
        slots[slot].first = passages
      } else {
        let earlier = Int(slots[slot].first)
        if shared[earlier] == 0 { touched.append(earlier) }
        shared[earlier] += 1
      }
    }
    for passage in touched.sorted() {
      if shared[passage] > overlap.most?.shared ?? 0 { overlap.most = (passage, shared[passage]) }
      shared[passage] = 0
    }
    shared.append(0)
    passages += 1
    return overlap
  }

  /// Multiplied by a key of this run of the program, so that nobody can write many passages whose
  /// marks collide (Dietzfelbinger and others, *A reliable randomized algorithm for the closest-pair
  /// problem*, 1997). What is found does not depend on it.
  private func slot(of mark: UInt64) -> Int {
    let shift = UInt64(slots.count.leadingZeroBitCount + 1)
    var slot = Int(truncatingIfNeeded: (mark &* Self.key) &>> shift)
    while slots[slot].first >= 0, slots[slot].mark != mark {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
