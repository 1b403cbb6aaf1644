/// One text's spine: every scalar ever written in it, in document order, deleted ones included, each
/// with the event that inserted it and those that took it out. No content: only who and where.
///
/// It answers where a passage stands that was marked long ago, who wrote what stands here, and who took
/// out what stood there. A value, like the document it belongs to.
///
/// A B+ tree in flat arrays: leaves of entries in a row, inner nodes with the visible scalars of each
/// child; beside it an index from events to leaves. All costs are O(log n) for n entries, unless said
/// otherwise.
struct Spine: Sendable {
  /// Scalars side by side, inserted by consecutive events and with one fate.
  struct Entry: BitwiseCopyable, Sendable {
    /// The local version that inserted the first scalar.
    var first: UInt32
    var length: UInt32
    /// A packed ``SpineDeletion``; `none` while the entry stands.
    var deletion: UInt32
    /// Where the chain of further deletions begins; `none` mostly.
    var further: UInt32

    var isVisible: Bool { deletion == Spine.none }
    var visibleLength: Int { isVisible ? Int(length) : 0 }
    var end: UInt32 { first &+ length }
  }

  /// One more deletion of what was deleted already, without knowledge of it.
  struct Further: BitwiseCopyable, Sendable {
    var deletion: UInt32
    var next: UInt32
  }

  /// Before the scalar at `offset` of entry `slot` of `leaf`; `slot` may be the leaf's end.
  struct Cursor {
    var leaf: Int
    var slot: Int
    var offset: Int
  }

  struct Leaf: BitwiseCopyable, Sendable {
    var count: Int32
    var parent: Int32
    var next: Int32
  }

  struct Node: BitwiseCopyable, Sendable {
    var count: Int32
    var parent: Int32
    var isAboveLeaves: Bool
  }

  static let none = UInt32.max

  // Small in debug builds, so that tests split nodes all the time.
  #if DEBUG
    static let leafCapacity = 4
    static let fanOut = 4
  #else
    static let leafCapacity = 32
    static let fanOut = 16
  #endif

  /// `leafCapacity` for each leaf. The first leaf is always leaf 0: a split keeps the lower half.
  var entries: [Entry]
  var leaves: [Leaf]
  /// `fanOut` children and their visible scalars for each node.
  var nodes: [Node]
  var children: [Int32]
  var visible: [Int32]
  var root = 0
  var further: [Further] = []
  var index = SpineIndex()

  static let blank = Entry(first: 0, length: 0, deletion: none, further: none)

  init() {
    entries = [Entry](repeating: Self.blank, count: Self.leafCapacity)
    leaves = [Leaf(count: 0, parent: 0, next: -1)]
    nodes = [Node(count: 1, parent: -1, isAboveLeaves: true)]
    children = [Int32](repeating: 0, count: Self.fanOut)
    visible = [Int32](repeating: 0, count: Self.fanOut)
  }

  /// How many scalars stand.
  var visibleLength: Int {
    let base = root * Self.fanOut
    return visible[base..<base + Int(nodes[root].count)].reduce(0) { $0 + Int($1) }
  }

  // MARK: Finding

  func entry(_ leaf: Int, _ slot: Int) -> Entry { entries[leaf &* Self.leafCapacity &+ slot] }

  /// The entry at the cursor, which moves on to the next leaf where its own has ended.
  func entry(at cursor: inout Cursor) -> Entry? {
    while cursor.slot >= Int(leaves[cursor.leaf].count) {
      let next = leaves[cursor.leaf].next
      if next < 0 { return nil }
      cursor = Cursor(leaf: Int(next), slot: 0, offset: 0)
    }
    return entry(cursor.leaf, cursor.slot)
  }

  /// The place of a scalar, by the event that inserted it; nil if it is not of this text.
  func cursor(of version: Int) -> Cursor? {
    guard let leaf = index.leaf(of: version) else { return nil }
    for slot in 0..<Int(leaves[leaf].count) {
      let entry = entry(leaf, slot)
      if version >= Int(entry.first), version < Int(entry.end) {
        return Cursor(leaf: leaf, slot: slot, offset: version - Int(entry.first))
      }
    }
    return nil
  }

  /// The place right after visible scalar number `position - 1`; the start for 0.
  ///
  /// - Precondition: `position <= visibleLength`.
  func cursor(afterVisible position: Int) -> Cursor {
    if position == 0 { return Cursor(leaf: 0, slot: 0, offset: 0) }
    var remaining = Int32(truncatingIfNeeded: position)
    var node = root
    while true {
      var place = node &* Self.fanOut
      while visible[place] < remaining {
        remaining &-= visible[place]
        place &+= 1
      }
      let child = Int(children[place])
      if nodes[node].isAboveLeaves {
        var slot = 0
        while entry(child, slot).visibleLength < Int(remaining) {
          remaining &-= Int32(entry(child, slot).visibleLength)
          slot &+= 1
        }
        return Cursor(leaf: child, slot: slot, offset: Int(remaining))
      }
      node = child
    }
  }

  /// How many scalars before the cursor stand.
  func visiblePosition(_ cursor: Cursor) -> Int {
    var position = 0
    for slot in 0..<cursor.slot { position &+= entry(cursor.leaf, slot).visibleLength }
    if cursor.offset > 0, entry(cursor.leaf, cursor.slot).isVisible { position &+= cursor.offset }
    var child = Int32(truncatingIfNeeded: cursor.leaf)
    var node = leaves[cursor.leaf].parent
    while node >= 0 {
      var place = Int(node) &* Self.fanOut
      while children[place] != child {
        position &+= Int(visible[place])
        place &+= 1
      }
      child = node
      node = nodes[Int(node)].parent
    }
    return position
  }

  // MARK: Reading

  /// Everything from the cursor on, in document order, until `body` says no more.
  func forEachPiece(
    from cursor: Cursor = Cursor(leaf: 0, slot: 0, offset: 0), _ body: (SpinePiece) -> Bool
  ) {
    var cursor = cursor
    while let entry = entry(at: &cursor) {
      let piece = piece(entry)
      if cursor.offset < piece.length {
        if !body(cursor.offset == 0 ? piece : piece.advanced(by: cursor.offset)) { return }
      }
      cursor = Cursor(leaf: cursor.leaf, slot: cursor.slot + 1, offset: 0)
    }
  }

  func piece(_ entry: Entry) -> SpinePiece {
    var piece = SpinePiece(first: Int(entry.first), length: Int(entry.length))
    if entry.isVisible { return piece }
    piece.deletion = SpineDeletion(packed: entry.deletion)
    var next = entry.further
    while next != Self.none {
      piece.furtherDeletions.append(SpineDeletion(packed: further[Int(next)].deletion))
      next = further[Int(next)].next
    }
    return piece
  }
}

extension SpineDeletion {
  private static let backward: UInt32 = 1 << 31

  init(packed word: UInt32) {
    self.init(first: Int(word & ~Self.backward), isBackward: word & Self.backward != 0)
  }

  /// In one word: local versions leave its highest bit free.
  var packed: UInt32 {
    UInt32(truncatingIfNeeded: first) | (isBackward ? Self.backward : 0)
  }
}
