/// The temporary item sequence of a merge: one for each text or list that the divergent part of the
/// history touches.
///
/// It holds every item in document order, deleted ones included, each with its left and right origin
/// and two states: *prepare*, as at the version being replayed (0 not inserted, 1 inserted,
/// n + 1 deleted n times), and *effect*, as in the document (ever deleted or not). An operation is
/// found by its prepare position and answered with its effect position.
///
/// Source: Gentle & Kleppmann, *Collaborative Text Editing with Eg-walker*, EuroSys 2025, section 3;
/// order of concurrent insertions by FugueMax, Weidner & Kleppmann, *The Art of the Fugue*, 2023.
///
/// A B+ tree in flat pools: leaves of entries in a row, inner nodes with the sums of their children.
/// All costs are O(log n) for n entries, beside the length of what is touched.
final class Tracker {
  /// A run of items that stand side by side with consecutive ids and one state.
  struct Entry: BitwiseCopyable {
    /// A local version, or `underwater + position` for what was there before the merge began.
    var id: UInt32
    var length: UInt32
    /// The first item's left origin; each later item's is the item before it.
    var left: UInt32
    /// Every item's right origin.
    var right: UInt32
    /// The prepare state, and `deletedBit` once deleted in the document.
    var state: UInt32

    @inline(__always) var prepare: UInt32 { state & Tracker.prepareMask }
    @inline(__always) var prepareLength: Int { prepare == 1 ? Int(length) : 0 }
    @inline(__always) var effectLength: Int {
      state & Tracker.deletedBit == 0 ? Int(length) : 0
    }
    @inline(__always) var end: UInt32 { id &+ length }
  }

  /// A place between items: before the item at `offset` of entry `slot` of `leaf`. `slot` may be the
  /// leaf's end.
  struct Cursor {
    var leaf: Int
    var slot: Int
    var offset: Int
  }

  struct Sums: BitwiseCopyable {
    var prepare: Int32
    var effect: Int32
  }

  struct Leaf: BitwiseCopyable {
    var count: Int32
    var parent: Int32
    var next: Int32
  }

  struct Node: BitwiseCopyable {
    var count: Int32
    var parent: Int32
    /// Whether its children are leaves.
    var isAboveLeaves: Bool
  }

  /// The first id of what was there before the merge began.
  static let underwater: UInt32 = 1 << 31
  static let none = UInt32.max
  static let deletedBit: UInt32 = 1 << 31
  static let prepareMask: UInt32 = deletedBit - 1

  // Small in debug builds, so that tests split nodes all the time.
  #if DEBUG
    static let leafCapacity = 4
    static let fanOut = 4
  #else
    static let leafCapacity = 32
    static let fanOut = 16
  #endif

  let entries = Pool<Entry>(capacity: Tracker.leafCapacity * 8)
  let leaves = Pool<Leaf>(capacity: 8)
  let nodes = Pool<Node>(capacity: 4)
  let children = Pool<Int32>(capacity: Tracker.fanOut * 4)
  let sums = Pool<Sums>(capacity: Tracker.fanOut * 4)
  /// One word: the root's number. The first leaf is always leaf 0: a split keeps the lower half.
  let rootPool = Pool<Int>(capacity: 1)

  /// Local version less `origin` → the leaf that holds that item.
  private let index: Pool<UInt32>
  private let origin: UInt32
  /// The same for what was there before: pieces' first ids, ascending, and their leaves.
  private let underwaterStart = Pool<UInt32>(capacity: 8)
  private let underwaterLeaf = Pool<UInt32>(capacity: 8)

  /// - Parameters:
  ///   - index: room for one word per local version from `origin` on; shared by the merge's trackers,
  ///     and freed by its owner after them.
  ///   - baseLength: how many items were there before.
  init(index: Pool<UInt32>, origin: Int, baseLength: Int) {
    self.index = index
    self.origin = UInt32(truncatingIfNeeded: origin)
    rootPool.extend(by: 1, repeating: 0)
    leaves.extend(by: 1, repeating: Leaf(count: 1, parent: 0, next: -1))
    entries.extend(by: Self.leafCapacity, repeating: Self.blank)
    nodes.extend(by: 1, repeating: Node(count: 1, parent: -1, isAboveLeaves: true))
    children.extend(by: Self.fanOut, repeating: 0)
    sums.extend(by: Self.fanOut, repeating: Sums(prepare: 0, effect: 0))
    // One more than there was: an end mark that nothing deletes, so every item has a right origin.
    let length = UInt32(truncatingIfNeeded: baseLength &+ 1)
    entries[0] = Entry(
      id: Self.underwater, length: length, left: Self.none, right: Self.none, state: 1)
    underwaterStart.extend(by: 1, repeating: Self.underwater)
    underwaterLeaf.extend(by: 1, repeating: 0)
    sums[0] = Sums(prepare: Int32(length), effect: Int32(length))
  }

  deinit {
    entries.free()
    leaves.free()
    nodes.free()
    children.free()
    sums.free()
    rootPool.free()
    underwaterStart.free()
    underwaterLeaf.free()
  }

  @inline(__always) var root: Int { rootPool[0] }
  var firstLeaf: Int { 0 }

  static let blank = Entry(id: 0, length: 0, left: 0, right: 0, state: 0)

  // MARK: Totals

  /// How many items are visible at the version being replayed, the end mark left out.
  var prepareLength: Int {
    var total: Int32 = -1
    let base = root &* Self.fanOut
    for child in 0..<Int(nodes[root].count) { total &+= sums[base &+ child].prepare }
    return Int(total)
  }

  /// How many items are visible in the document, the end mark left out.
  var effectLength: Int {
    var total: Int32 = -1
    let base = root &* Self.fanOut
    for child in 0..<Int(nodes[root].count) { total &+= sums[base &+ child].effect }
    return Int(total)
  }

  /// Shortens what was there before by `excess` items at its end, which nothing has touched.
  func trimBase(by excess: Int) {
    if excess == 0 { return }
    let start = underwaterStart[underwaterStart.count &- 1]
    let leafIndex = Int(underwaterLeaf[underwaterLeaf.count &- 1])
    for slot in 0..<Int(leaves[leafIndex].count)
    where entries[leafIndex * Self.leafCapacity + slot].id == start {
      entries[leafIndex * Self.leafCapacity + slot].length -= UInt32(truncatingIfNeeded: excess)
      add(prepare: -excess, effect: -excess, toLeaf: leafIndex)
    }
  }

  // MARK: Finding

  @inline(__always)
  func entry(_ leaf: Int, _ slot: Int) -> Entry { entries[leaf &* Self.leafCapacity &+ slot] }

  /// The leaf that holds item `id`.
  @inline(__always)
  func leaf(of id: UInt32) -> Int {
    if id < Self.underwater { return Int(index[Int(id &- origin)]) }
    return Int(underwaterLeaf[underwaterPiece(id)])
  }

  private func underwaterPiece(_ id: UInt32) -> Int {
    var low = 0
    var high = underwaterStart.count
    while low < high {
      let middle = (low &+ high) &>> 1
      if underwaterStart[middle] <= id { low = middle &+ 1 } else { high = middle }
    }
    return low &- 1
  }

  /// The place just before item `id`.
  func cursor(before id: UInt32) -> Cursor {
    let leaf = leaf(of: id)
    let count = Int(leaves[leaf].count)
    var slot = 0
    while slot < count {
      let entry = entry(leaf, slot)
      if id &- entry.id < entry.length {
        return Cursor(leaf: leaf, slot: slot, offset: Int(id &- entry.id))
      }
      slot &+= 1
    }
    preconditionFailure("the index names a leaf that does not hold the item")
  }

  /// The place just after the prepare-visible item number `position - 1`; the start for 0.
  ///
  /// - Precondition: `position <= prepareLength`.
  func cursor(afterPrepare position: Int) -> Cursor {
    if position == 0 { return Cursor(leaf: firstLeaf, slot: 0, offset: 0) }
    var remaining = Int32(truncatingIfNeeded: position)
    var node = root
    while true {
      let base = node &* Self.fanOut
      var child = 0
      while sums[base &+ child].prepare < remaining {
        remaining &-= sums[base &+ child].prepare
        child &+= 1
      }
      let next = Int(children[base &+ child])
      if nodes[node].isAboveLeaves {
        var slot = 0
        while true {
          let length = entry(next, slot).prepareLength
          if length >= Int(remaining) {
            return Cursor(leaf: next, slot: slot, offset: Int(remaining))
          }
          remaining &-= Int32(truncatingIfNeeded: length)
          slot &+= 1
        }
      }
      node = next
    }
  }

  /// How many items before the cursor are visible in the document.
  func effectPosition(_ cursor: Cursor) -> Int {
    var position = 0
    for slot in 0..<cursor.slot { position &+= entry(cursor.leaf, slot).effectLength }
    if cursor.offset > 0, entry(cursor.leaf, cursor.slot).state & Self.deletedBit == 0 {
      position &+= cursor.offset
    }
    var child = Int32(truncatingIfNeeded: cursor.leaf)
    var node = Int(leaves[cursor.leaf].parent)
    while true {
      let base = node &* Self.fanOut
      var index = 0
      while children[base &+ index] != child {
        position &+= Int(sums[base &+ index].effect)
        index &+= 1
      }
      let parent = nodes[node].parent
      if parent < 0 { return position }
      child = Int32(truncatingIfNeeded: node)
      node = Int(parent)
    }
  }

  /// Whether item `left` stands before item `right` in the sequence.
  func isRightOrigin(_ left: UInt32, before right: UInt32) -> Bool {
    if left == right { return false }
    return precedes(cursor(before: left), cursor(before: right))
  }

  func precedes(_ left: Cursor, _ right: Cursor) -> Bool {
    if left.leaf == right.leaf { return (left.slot, left.offset) < (right.slot, right.offset) }
    return path(ofLeaf: left.leaf).lexicographicallyPrecedes(path(ofLeaf: right.leaf))
  }

  private func path(ofLeaf leaf: Int) -> [Int] {
    var path: [Int] = []
    var child = Int32(truncatingIfNeeded: leaf)
    var node = leaves[leaf].parent
    while node >= 0 {
      let base = Int(node) * Self.fanOut
      path.append((0..<Int(nodes[Int(node)].count)).first { children[base + $0] == child } ?? 0)
      child = node
      node = nodes[Int(node)].parent
    }
    return path.reversed()
  }

  // MARK: Sums

  @inline(__always)
  func add(prepare: Int, effect: Int, toLeaf leaf: Int) {
    var child = Int32(truncatingIfNeeded: leaf)
    var node = leaves[leaf].parent
    while node >= 0 {
      let base = Int(node) &* Self.fanOut
      var index = 0
      while children[base &+ index] != child { index &+= 1 }
      sums[base &+ index].prepare &+= Int32(truncatingIfNeeded: prepare)
      sums[base &+ index].effect &+= Int32(truncatingIfNeeded: effect)
      child = node
      node = nodes[Int(node)].parent
    }
  }

  // MARK: The index

  @inline(__always)
  func recordLeaf(_ leaf: Int, of entry: Entry) {
    let word = UInt32(truncatingIfNeeded: leaf)
    if entry.id < Self.underwater {
      (index.base + Int(entry.id &- origin)).update(repeating: word, count: Int(entry.length))
    } else {
      let piece = underwaterPiece(entry.id)
      if piece >= 0, underwaterStart[piece] == entry.id {
        underwaterLeaf[piece] = word
      } else {
        underwaterStart.insert(entry.id, at: piece + 1)
        underwaterLeaf.insert(word, at: piece + 1)
      }
    }
  }
}
