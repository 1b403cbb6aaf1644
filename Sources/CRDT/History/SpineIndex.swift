/// Which leaf of a spine holds the entry that begins at a local version: ascending stretches of
/// versions and leaves, none longer than a few hundred.
///
/// All costs are O(log n), and amortised O(1) moves of short stretches, for n entries.
struct SpineIndex: Sendable {
  private struct Item: BitwiseCopyable, Sendable {
    var version: UInt32
    var leaf: UInt32
  }

  #if DEBUG
    private static let capacity = 4
  #else
    private static let capacity = 256
  #endif

  private var blocks: [[Item]] = []
  /// The first version of each block.
  private var starts: [UInt32] = []

  init() {}

  /// - Parameter keys: ascending; the entry's beginning in the upper half, its leaf in the lower.
  init(sorted keys: [UInt64]) {
    for start in stride(from: 0, to: keys.count, by: Self.capacity / 2) {
      let block = keys[start..<min(start + Self.capacity / 2, keys.count)].map {
        Item(
          version: UInt32(truncatingIfNeeded: $0 >> 32), leaf: UInt32(truncatingIfNeeded: $0))
      }
      starts.append(block[0].version)
      blocks.append(block)
    }
  }

  /// The leaf of the entry with the greatest beginning that is not above `version`.
  func leaf(of version: Int) -> Int? {
    guard let block = block(of: version) else { return nil }
    let place = Self.place(of: UInt32(truncatingIfNeeded: version), in: blocks[block])
    return Int(blocks[block][place].leaf)
  }

  /// Notes the leaf of the entry that begins at `version`.
  mutating func set(leaf: Int, of version: Int) {
    let item = Item(
      version: UInt32(truncatingIfNeeded: version), leaf: UInt32(truncatingIfNeeded: leaf))
    guard let block = block(of: version) else {
      if blocks.isEmpty {
        blocks.append([item])
        starts.append(item.version)
      } else {
        blocks[0].insert(item, at: 0)
        starts[0] = item.version
        divide(0)
      }
      return
    }
    let place = Self.place(of: item.version, in: blocks[block])
    if blocks[block][place].version == item.version {
      blocks[block][place].leaf = item.leaf
    } else {
      blocks[block].insert(item, at: place + 1)
      divide(block)
    }
  }

  /// Forgets the entry that begins at `version`.
  mutating func remove(_ version: Int) {
    guard let block = block(of: version) else { return }
    let place = Self.place(of: UInt32(truncatingIfNeeded: version), in: blocks[block])
    guard Int(blocks[block][place].version) == version else { return }
    blocks[block].remove(at: place)
    if let first = blocks[block].first {
      starts[block] = first.version
    } else {
      blocks.remove(at: block)
      starts.remove(at: block)
    }
  }

  private mutating func divide(_ block: Int) {
    let count = blocks[block].count
    if count <= Self.capacity { return }
    let upper = Array(blocks[block][(count / 2)...])
    blocks[block].removeLast(upper.count)
    blocks.insert(upper, at: block + 1)
    starts.insert(upper[0].version, at: block + 1)
  }

  /// The block that holds what begins at or last before `version`.
  private func block(of version: Int) -> Int? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= version { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  private static func place(of version: UInt32, in block: [Item]) -> Int {
    var low = 0
    var high = block.count
    while low < high {
      let middle = (low + high) / 2
      if block[middle].version <= version { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
