/// Builds a spine of entries in document order, leaf by leaf and level by level.
struct SpineBuilder {
  private var spine = Spine()
  private var entries: [Spine.Entry] = []

  /// Room is left in each leaf and node, for what is written later.
  private static let leafFill = Spine.leafCapacity * 3 / 4
  private static let nodeFill = Spine.fanOut * 3 / 4

  mutating func append(first: Int, length: Int) {
    entries.append(
      Spine.Entry(
        first: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: length),
        deletion: Spine.none, further: Spine.none))
  }

  /// Deletes the last entry once more.
  mutating func delete(by deletion: SpineDeletion) {
    let last = entries.count - 1
    if entries[last].isVisible {
      entries[last].deletion = deletion.packed
    } else {
      spine.further.append(
        Spine.Further(deletion: deletion.packed, next: entries[last].further))
      entries[last].further = UInt32(truncatingIfNeeded: spine.further.count - 1)
    }
  }

  /// The spine; nil where two entries tell of the same event.
  ///
  /// - Complexity: O(n log n).
  consuming func finish() -> Spine? {
    if entries.isEmpty { return spine }
    var sums: [Int32] = []
    spine.entries.removeAll()
    spine.leaves.removeAll()
    var keys: [UInt64] = []
    keys.reserveCapacity(entries.count)
    for start in stride(from: 0, to: entries.count, by: Self.leafFill) {
      let leaf = spine.leaves.count
      let end = min(start + Self.leafFill, entries.count)
      var sum = 0
      for entry in entries[start..<end] {
        spine.entries.append(entry)
        sum += entry.visibleLength
        keys.append(UInt64(entry.first) << 32 | UInt64(keys.count))
      }
      spine.entries += repeatElement(Spine.blank, count: Spine.leafCapacity - (end - start))
      spine.leaves.append(
        Spine.Leaf(
          count: Int32(end - start), parent: 0,
          next: end < entries.count ? Int32(truncatingIfNeeded: leaf + 1) : -1))
      sums.append(Int32(truncatingIfNeeded: sum))
    }
    buildNodes(above: sums)
    keys.sort()
    var end: UInt32 = 0
    for index in keys.indices {
      let number = Int(keys[index] & 0xFFFF_FFFF)
      if entries[number].first < end { return nil }
      end = entries[number].end
      keys[index] = (keys[index] & ~0xFFFF_FFFF) | UInt64(number / Self.leafFill)
    }
    spine.index = SpineIndex(sorted: keys)
    return spine
  }

  private mutating func buildNodes(above leafSums: [Int32]) {
    spine.nodes.removeAll()
    spine.children.removeAll()
    spine.visible.removeAll()
    var below = 0..<leafSums.count
    var sums = leafSums
    var isAboveLeaves = true
    repeat {
      let first = spine.nodes.count
      var upper: [Int32] = []
      for start in stride(from: below.lowerBound, to: below.upperBound, by: Self.nodeFill) {
        let group = start..<min(start + Self.nodeFill, below.upperBound)
        let node = Int32(truncatingIfNeeded: spine.nodes.count)
        var sum: Int32 = 0
        for child in group {
          spine.children.append(Int32(truncatingIfNeeded: child))
          spine.visible.append(sums[child - below.lowerBound])
          sum += sums[child - below.lowerBound]
          if isAboveLeaves {
            spine.leaves[child].parent = node
          } else {
            spine.nodes[child].parent = node
          }
        }
        let spare = Spine.fanOut - group.count
        spine.children += repeatElement(0, count: spare)
        spine.visible += repeatElement(0, count: spare)
        spine.nodes.append(
          Spine.Node(count: Int32(group.count), parent: -1, isAboveLeaves: isAboveLeaves))
        upper.append(sum)
      }
      below = first..<spine.nodes.count
      sums = upper
      isAboveLeaves = false
    } while below.count > 1
    spine.root = below.lowerBound
  }
}
