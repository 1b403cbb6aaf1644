/// Making room: entries into leaves, leaves into nodes.
extension Tracker {
  /// Puts `entry` before entry `slot` of `leaf` and gives the place where it now stands.
  ///
  /// The sums are made right for it, and the index.
  func insert(_ entry: Entry, leaf: Int, slot: Int) -> Cursor {
    var leaf = leaf
    var slot = slot
    if Int(leaves[leaf].count) == Self.leafCapacity {
      let half = Self.leafCapacity / 2
      let upper = split(leaf: leaf, at: half)
      if slot > half {
        leaf = upper
        slot -= half
      }
    }
    let base = leaf &* Self.leafCapacity
    let count = Int(leaves[leaf].count)
    let pointer = entries.base + base
    pointer.advanced(by: slot &+ 1).update(from: pointer + slot, count: count &- slot)
    pointer[slot] = entry
    leaves[leaf].count &+= 1
    add(prepare: entry.prepareLength, effect: entry.effectLength, toLeaf: leaf)
    recordLeaf(leaf, of: entry)
    return Cursor(leaf: leaf, slot: slot, offset: 0)
  }

  /// Cuts the entry in two so that a new one begins at the cursor, and gives its place.
  func splitEntry(_ cursor: Cursor) -> Cursor {
    if cursor.offset == 0 { return cursor }
    let position = cursor.leaf &* Self.leafCapacity &+ cursor.slot
    var upper = entries[position]
    let offset = UInt32(truncatingIfNeeded: cursor.offset)
    if offset == upper.length {
      return Cursor(leaf: cursor.leaf, slot: cursor.slot &+ 1, offset: 0)
    }
    upper.id &+= offset
    upper.length &-= offset
    upper.left = upper.id &- 1
    entries[position].length = offset
    // `insert` counts the upper part again, so take it out first.
    add(prepare: -upper.prepareLength, effect: -upper.effectLength, toLeaf: cursor.leaf)
    return insert(upper, leaf: cursor.leaf, slot: cursor.slot &+ 1)
  }

  /// Moves the entries from `half` on into a new leaf and gives it.
  private func split(leaf: Int, at half: Int) -> Int {
    let upper = leaves.count
    let count = Int(leaves[leaf].count)
    leaves.extend(by: 1, repeating: Leaf(count: 0, parent: 0, next: leaves[leaf].next))
    entries.extend(by: Self.leafCapacity, repeating: Self.blank)
    leaves[leaf].next = Int32(truncatingIfNeeded: upper)
    let source = entries.base + (leaf &* Self.leafCapacity &+ half)
    let target = entries.base + (upper &* Self.leafCapacity)
    target.update(from: source, count: count &- half)
    leaves[leaf].count = Int32(half)
    leaves[upper].count = Int32(count &- half)
    var moved = Sums(prepare: 0, effect: 0)
    for slot in 0..<count &- half {
      let entry = entry(upper, slot)
      moved.prepare &+= Int32(entry.prepareLength)
      moved.effect &+= Int32(entry.effectLength)
      recordLeaf(upper, of: entry)
    }
    let parent = Int(leaves[leaf].parent)
    leaves[upper].parent = Int32(truncatingIfNeeded: parent)
    insertChild(upper, after: leaf, in: parent, sums: moved)
    return upper
  }

  /// Puts a new child after `sibling`, from whose sums `moved` is taken.
  private func insertChild(_ child: Int, after sibling: Int, in node: Int, sums moved: Sums) {
    var node = node
    if Int(nodes[node].count) == Self.fanOut {
      let upper = split(node: node)
      if position(of: sibling, in: node) == nil { node = upper }
    }
    let siblingPlace = node &* Self.fanOut &+ (position(of: sibling, in: node) ?? 0)
    let place = siblingPlace &+ 1
    let moving = node &* Self.fanOut &+ Int(nodes[node].count) &- place
    let childPointer = children.base + place
    childPointer.advanced(by: 1).update(from: childPointer, count: moving)
    let sumsPointer = sums.base + place
    sumsPointer.advanced(by: 1).update(from: sumsPointer, count: moving)
    children[place] = Int32(truncatingIfNeeded: child)
    sums[place] = moved
    sums[siblingPlace].prepare &-= moved.prepare
    sums[siblingPlace].effect &-= moved.effect
    nodes[node].count &+= 1
    setParent(of: child, in: node)
  }

  private func position(of child: Int, in node: Int) -> Int? {
    let base = node &* Self.fanOut
    return (0..<Int(nodes[node].count)).first { children[base &+ $0] == Int32(child) }
  }

  private func setParent(of child: Int, in node: Int) {
    if nodes[node].isAboveLeaves {
      leaves[child].parent = Int32(truncatingIfNeeded: node)
    } else {
      nodes[child].parent = Int32(truncatingIfNeeded: node)
    }
  }

  /// Moves the upper half of a full node's children into a new node and gives it.
  private func split(node: Int) -> Int {
    if nodes[node].parent < 0 { raiseRoot() }
    let upper = nodes.count
    let half = Self.fanOut / 2
    nodes.extend(by: 1, repeating: nodes[node])
    children.extend(by: Self.fanOut, repeating: 0)
    sums.extend(by: Self.fanOut, repeating: Sums(prepare: 0, effect: 0))
    let from = node &* Self.fanOut &+ half
    let to = upper &* Self.fanOut
    (children.base + to).update(from: children.base + from, count: Self.fanOut &- half)
    (sums.base + to).update(from: sums.base + from, count: Self.fanOut &- half)
    nodes[node].count = Int32(half)
    nodes[upper].count = Int32(Self.fanOut &- half)
    var moved = Sums(prepare: 0, effect: 0)
    for child in 0..<Int(nodes[upper].count) {
      moved.prepare &+= sums[to &+ child].prepare
      moved.effect &+= sums[to &+ child].effect
      setParent(of: Int(children[to &+ child]), in: upper)
    }
    insertChild(upper, after: node, in: Int(nodes[node].parent), sums: moved)
    return upper
  }

  /// Puts a new root with one child above the root.
  private func raiseRoot() {
    let old = root
    var total = Sums(prepare: 0, effect: 0)
    for child in 0..<Int(nodes[old].count) {
      total.prepare &+= sums[old &* Self.fanOut &+ child].prepare
      total.effect &+= sums[old &* Self.fanOut &+ child].effect
    }
    let root = nodes.count
    rootPool[0] = root
    nodes.extend(by: 1, repeating: Node(count: 1, parent: -1, isAboveLeaves: false))
    children.extend(by: Self.fanOut, repeating: Int32(truncatingIfNeeded: old))
    sums.extend(by: Self.fanOut, repeating: total)
    nodes[old].parent = Int32(truncatingIfNeeded: root)
  }
}
