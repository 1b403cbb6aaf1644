/// The three moves of a replay: apply, retreat, advance.
extension Tracker {
  /// Inserts `length` items at a prepare position and gives the effect position.
  ///
  /// - Parameter graph: tells the events' names, which order insertions of equal origins.
  /// - Precondition: `position <= prepareLength`.
  func applyInsert(
    id: Int, length: Int, position: Int, graph: borrowing EventGraph
  ) -> Int {
    let id = UInt32(truncatingIfNeeded: id)
    var cursor = cursor(afterPrepare: position)
    let hasLeft = position > 0
    let left =
      hasLeft ? entry(cursor.leaf, cursor.slot).id &+ UInt32(cursor.offset &- 1) : Self.none
    var right = Self.none
    if hasLeft, cursor.offset < Int(entry(cursor.leaf, cursor.slot).length) {
      right = left &+ 1
      cursor = splitEntry(cursor)
    } else {
      if hasLeft { cursor = Cursor(leaf: cursor.leaf, slot: cursor.slot &+ 1, offset: 0) }
      var next = cursor
      var isContested = false
      while let other = entry(at: &next) {
        if other.prepare != 0 {
          right = other.id
          break
        }
        isContested = true
        next.slot &+= 1
      }
      if isContested {
        cursor = resolve(id, from: cursor, left: left, right: right, graph: graph)
      }
    }
    let effect = effectPosition(cursor)
    if extendPrevious(cursor, id: id, length: length, left: left, right: right) { return effect }
    let new = Entry(
      id: id, length: UInt32(truncatingIfNeeded: length), left: left, right: right, state: 1)
    _ = insert(new, leaf: cursor.leaf, slot: cursor.slot)
    return effect
  }

  /// The entry at the cursor, which moves on to the next leaf where its own has ended.
  func entry(at cursor: inout Cursor) -> Entry? {
    while cursor.slot >= Int(leaves[cursor.leaf].count) {
      let next = leaves[cursor.leaf].next
      if next < 0 { return nil }
      cursor = Cursor(leaf: Int(next), slot: 0, offset: 0)
    }
    return entry(cursor.leaf, cursor.slot)
  }

  /// Where among concurrent insertions between the same neighbours this one goes (FugueMax).
  private func resolve(
    _ id: UInt32, from start: Cursor, left: UInt32, right: UInt32, graph: borrowing EventGraph
  ) -> Cursor {
    var scan = start
    var result = start
    var isScanning = false
    while let other = entry(at: &scan), other.prepare == 0 {
      if other.left == left {
        if other.right == right {
          // By agent, then sequence number: the same on every replica.
          if graph.event(at: Int(id)) < graph.event(at: Int(other.id)) { break }
          isScanning = false
        } else {
          isScanning = isRightOrigin(other.right, before: right)
        }
      } else if isLeftOrigin(other.left, before: left) {
        break
      }
      scan.slot &+= 1
      if !isScanning { result = scan }
    }
    return result
  }

  /// Whether left origin `one` stands before `other`; `none` is before everything.
  private func isLeftOrigin(_ one: UInt32, before other: UInt32) -> Bool {
    if one == other || other == Self.none { return false }
    if one == Self.none { return true }
    return self.precedes(cursor(before: one), cursor(before: other))
  }

  /// Typing goes on where it stopped: lengthens the entry before the cursor instead of adding one.
  private func extendPrevious(
    _ cursor: Cursor, id: UInt32, length: Int, left: UInt32, right: UInt32
  ) -> Bool {
    guard cursor.slot > 0 else { return false }
    let position = cursor.leaf &* Self.leafCapacity &+ cursor.slot &- 1
    let previous = entries[position]
    guard previous.end == id, left == id &- 1, previous.right == right, previous.state == 1 else {
      return false
    }
    entries[position].length &+= UInt32(truncatingIfNeeded: length)
    add(prepare: length, effect: length, toLeaf: cursor.leaf)
    recordLeaf(
      cursor.leaf,
      of: Entry(
        id: id, length: UInt32(truncatingIfNeeded: length), left: left, right: right, state: 1))
    return true
  }

  /// Deletes `length` items from a prepare position on.
  ///
  /// - Parameters:
  ///   - targets: gets the items' ids, one for each event, in document order.
  ///   - emit: gets each stretch that this takes out of the document: effect position and length.
  /// - Precondition: `position + length <= prepareLength`.
  func applyDelete(
    position: Int, length: Int, targets: UnsafeMutablePointer<UInt32>,
    emit: (_ position: Int, _ length: Int) -> Void
  ) {
    var done = 0
    var cursor = cursor(afterPrepare: position)
    // The cursor stands after item `position - 1`: the item to delete is the next visible one.
    if cursor.offset > 0 { cursor = splitEntry(cursor) }
    while done < length {
      guard let next = entry(at: &cursor) else { return }
      if next.prepare != 1 {
        cursor.slot &+= 1
        continue
      }
      let taken = min(Int(next.length), length &- done)
      if taken < Int(next.length) {
        let rest = splitEntry(Cursor(leaf: cursor.leaf, slot: cursor.slot, offset: taken))
        // A split may have moved the lower part along with the upper.
        cursor = place(before: rest)
      }
      let position = cursor.leaf &* Self.leafCapacity &+ cursor.slot
      let entry = entries[position]
      for item in 0..<taken {
        targets[done &+ item] = entry.id &+ UInt32(truncatingIfNeeded: item)
      }
      let wasVisible = entry.state & Self.deletedBit == 0
      if wasVisible { emit(effectPosition(cursor), taken) }
      entries[position].state = 2 | Self.deletedBit
      add(prepare: -taken, effect: wasVisible ? -taken : 0, toLeaf: cursor.leaf)
      done &+= taken
      cursor.slot &+= 1
    }
  }

  /// The place of the entry right before the one at `cursor`, which is not the first.
  private func place(before cursor: Cursor) -> Cursor {
    if cursor.slot > 0 { return Cursor(leaf: cursor.leaf, slot: cursor.slot &- 1, offset: 0) }
    let upper = entry(cursor.leaf, cursor.slot)
    return self.cursor(before: upper.left).start
  }

  /// Adds `step` to the prepare state of the items `first ..< first + length`: an insertion advanced
  /// (+1) or retreated (−1), a deletion likewise.
  func shift(first: UInt32, length: Int, by step: Int32) {
    var id = first
    var remaining = length
    while remaining > 0 {
      var cursor = cursor(before: id)
      if cursor.offset > 0 { cursor = splitEntry(cursor) }
      if Int(entry(cursor.leaf, cursor.slot).length) > remaining {
        let rest = splitEntry(Cursor(leaf: cursor.leaf, slot: cursor.slot, offset: remaining))
        cursor = place(before: rest)
      }
      // What was typed in one go mostly stands side by side still: go on in the leaf while it does.
      let base = cursor.leaf &* Self.leafCapacity
      let count = Int(leaves[cursor.leaf].count)
      var slot = cursor.slot
      var change = 0
      repeat {
        var entry = entries[base &+ slot]
        change &-= entry.prepareLength
        entry.state = UInt32(bitPattern: Int32(bitPattern: entry.state) &+ step)
        change &+= entry.prepareLength
        entries[base &+ slot].state = entry.state
        id &+= entry.length
        remaining &-= Int(entry.length)
        slot &+= 1
      } while slot < count && entries[base &+ slot].id == id
        && Int(entries[base &+ slot].length) <= remaining
      if change != 0 { add(prepare: change, effect: 0, toLeaf: cursor.leaf) }
    }
  }
}

extension Tracker.Cursor {
  /// The same entry's beginning.
  var start: Tracker.Cursor { Tracker.Cursor(leaf: leaf, slot: slot, offset: 0) }
}
