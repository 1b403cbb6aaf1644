/// Making room: entries into leaves, leaves into nodes.
extension Spine {
  /// Puts `entry` before entry `slot` of `leaf` and gives the place where it now stands.
  mutating func put(_ entry: Entry, leaf: Int, slot: Int) -> Cursor {
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
    let base = leaf * Self.leafCapacity
    var place = base + Int(leaves[leaf].count)
    while place > base + slot {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[place] = entry
    leaves[leaf].count += 1
    add(entry.visibleLength, toLeaf: leaf)
    index.set(leaf: leaf, of: Int(entry.first))
    return Cursor(leaf: leaf, slot: slot, offset: 0)
  }

  /// Cuts the entry in two so that one begins at the cursor, and gives its place: the leaf's end where
  /// the cursor is the end of its last entry.
  mutating func cut(at cursor: Cursor) -> Cursor {
    if cursor.offset == 0 { return cursor }
    let place = cursor.leaf * Self.leafCapacity + cursor.slot
    let whole = entries[place]
    if cursor.offset == Int(whole.length) {
      return Cursor(leaf: cursor.leaf, slot: cursor.slot + 1, offset: 0)
    }
    let upper = part(of: whole, from: cursor.offset)
    entries[place].length = UInt32(truncatingIfNeeded: cursor.offset)
    // `put` counts the upper part again, so take it out first.
    add(-upper.visibleLength, toLeaf: cursor.leaf)
    return put(upper, leaf: cursor.leaf, slot: cursor.slot + 1)
  }

  /// The entry from `offset` scalars on.
  private mutating func part(of entry: Entry, from offset: Int) -> Entry {
    var part = entry
    part.first += UInt32(truncatingIfNeeded: offset)
    part.length -= UInt32(truncatingIfNeeded: offset)
    if entry.isVisible { return part }
    func moved(_ word: UInt32) -> UInt32 {
      SpineDeletion(packed: word).advanced(by: offset).packed
    }
    part.deletion = moved(entry.deletion)
    part.further = Self.none
    var next = entry.further
    while next != Self.none {
      let node = further[Int(next)]
      further.append(Further(deletion: moved(node.deletion), next: part.further))
      part.further = UInt32(truncatingIfNeeded: further.count - 1)
      next = node.next
    }
    return part
  }

  /// Takes out entry `slot` of `leaf`, whose scalars the entry before it has taken over.
  mutating func remove(leaf: Int, slot: Int) {
    let base = leaf * Self.leafCapacity
    let entry = entries[base + slot]
    index.remove(Int(entry.first))
    for place in base + slot..<base + Int(leaves[leaf].count) - 1 {
      entries[place] = entries[place + 1]
    }
    leaves[leaf].count -= 1
  }

  /// Counts `change` more visible scalars in a leaf.
  mutating func add(_ change: Int, toLeaf leaf: Int) {
    if change == 0 { return }
    var child = Int32(truncatingIfNeeded: leaf)
    var node = leaves[leaf].parent
    while node >= 0 {
      var place = Int(node) * Self.fanOut
      while children[place] != child { place += 1 }
      visible[place] += Int32(truncatingIfNeeded: change)
      child = node
      node = nodes[Int(node)].parent
    }
  }

  // MARK: Splitting

  /// Moves the entries from `half` on into a new leaf and gives it.
  private mutating func split(leaf: Int, at half: Int) -> Int {
    let upper = leaves.count
    let count = Int(leaves[leaf].count)
    leaves.append(Leaf(count: 0, parent: leaves[leaf].parent, next: leaves[leaf].next))
    leaves[leaf].next = Int32(truncatingIfNeeded: upper)
    var moved = 0
    for slot in half..<count {
      let entry = entry(leaf, slot)
      entries.append(entry)
      moved += entry.visibleLength
      index.set(leaf: upper, of: Int(entry.first))
    }
    entries += repeatElement(Self.blank, count: Self.leafCapacity - (count - half))
    leaves[leaf].count = Int32(half)
    leaves[upper].count = Int32(count - half)
    insertChild(upper, after: leaf, in: Int(leaves[leaf].parent), moved: moved)
    return upper
  }

  /// Puts a new child after `sibling`, of whose visible scalars it took `moved` over.
  private mutating func insertChild(_ child: Int, after sibling: Int, in node: Int, moved: Int) {
    var node = node
    if Int(nodes[node].count) == Self.fanOut {
      let upper = split(node: node)
      if place(of: sibling, in: node) == nil { node = upper }
    }
    let place = place(of: sibling, in: node) ?? node * Self.fanOut
    var last = node * Self.fanOut + Int(nodes[node].count)
    while last > place + 1 {
      children[last] = children[last - 1]
      visible[last] = visible[last - 1]
      last -= 1
    }
    children[last] = Int32(truncatingIfNeeded: child)
    visible[last] = Int32(truncatingIfNeeded: moved)
    visible[place] -= Int32(truncatingIfNeeded: moved)
    nodes[node].count += 1
    setParent(of: child, in: node)
  }

  private func place(of child: Int, in node: Int) -> Int? {
    let base = node * Self.fanOut
    return (base..<base + Int(nodes[node].count)).first { children[$0] == Int32(child) }
  }

  private mutating func setParent(of child: Int, in node: Int) {
    if nodes[node].isAboveLeaves {
      leaves[child].parent = Int32(truncatingIfNeeded: node)
    } else {
      nodes[child].parent = Int32(truncatingIfNeeded: node)
    }
  }

  /// Moves the upper half of a full node's children into a new node and gives it.
  private mutating func split(node: Int) -> Int {
    if nodes[node].parent < 0 { raiseRoot() }
    let upper = nodes.count
    let half = Self.fanOut / 2
    nodes.append(nodes[node])
    let base = node * Self.fanOut
    children += Array(children[base + half..<base + Self.fanOut])
    children += repeatElement(0, count: half)
    visible += Array(visible[base + half..<base + Self.fanOut])
    visible += repeatElement(0, count: half)
    nodes[node].count = Int32(half)
    nodes[upper].count = Int32(Self.fanOut - half)
    var moved = 0
    for place in upper * Self.fanOut..<upper * Self.fanOut + Self.fanOut - half {
      moved += Int(visible[place])
      setParent(of: Int(children[place]), in: upper)
    }
    insertChild(upper, after: node, in: Int(nodes[node].parent), moved: moved)
    return upper
  }

  /// Puts a new root with one child above the root.
  private mutating func raiseRoot() {
    let total = visibleLength
    let old = root
    root = nodes.count
    nodes.append(Node(count: 1, parent: -1, isAboveLeaves: false))
    children += repeatElement(Int32(truncatingIfNeeded: old), count: Self.fanOut)
    visible += repeatElement(Int32(truncatingIfNeeded: total), count: Self.fanOut)
    nodes[old].parent = Int32(truncatingIfNeeded: root)
  }
}
