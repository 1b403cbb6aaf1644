/// Finds elements of a column by their hashes: open addressing with linear probing (Knuth, The Art of
/// Computer Programming, volume 3, 6.4, algorithm L). It holds their indices only, so it takes a third
/// of a dictionary's memory, and is filled without one allocation for each element.
///
/// Whoever hashes must do so with a seed that bytes from outside cannot know.
struct IndexTable: Sendable {
  /// One more than the index; 0 where nothing is. A power of two of them, never more than half taken.
  private var slots: [UInt32] = []
  private var count = 0

  /// The index of the element with a hash for which `isWanted` holds. O(1) expected.
  @inline(__always)
  func first(hash: UInt64, where isWanted: (Int) -> Bool) -> Int? {
    if slots.isEmpty { return nil }
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      let index = Int(slots[place]) &- 1
      if isWanted(index) { return index }
      place = (place &+ 1) & mask
    }
    return nil
  }

  /// Takes in the column's next element.
  ///
  /// - Parameter rehash: the hash of an element that was taken in before.
  mutating func append(hash: UInt64, rehash: (Int) -> UInt64) {
    if (count + 1) * 2 > slots.count { grow(rehash) }
    place(count, hash: hash)
    count += 1
  }

  /// Forgets the column's last element. What was taken in before it never had to pass its slot.
  mutating func removeLast(hash: UInt64) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while Int(slots[place]) != count { place = (place + 1) & mask }
    slots[place] = 0
    count -= 1
  }

  private mutating func place(_ index: Int, hash: UInt64) {
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 { place = (place &+ 1) & mask }
    slots[place] = UInt32(truncatingIfNeeded: index &+ 1)
  }

  private mutating func grow(_ rehash: (Int) -> UInt64) {
    slots = [UInt32](repeating: 0, count: max(8, slots.count * 2))
    // In the order they came, so that the last is still the first to go.
    for index in 0..<count { place(index, hash: rehash(index)) }
  }
}
