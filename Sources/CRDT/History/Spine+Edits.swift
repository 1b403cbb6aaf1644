/// Writing into a spine: insertions and deletions, where they are now.
extension Spine {
  /// Puts scalars inserted by the events from `first` on at a place.
  mutating func insert(first: Int, length: Int, at place: Cursor) {
    let cursor = cut(at: place)
    let before = cursor.leaf * Self.leafCapacity + cursor.slot - 1
    if cursor.slot > 0, entries[before].isVisible, Int(entries[before].end) == first {
      // Typing goes on where it stopped.
      entries[before].length += UInt32(truncatingIfNeeded: length)
      add(length, toLeaf: cursor.leaf)
      return
    }
    let entry = Entry(
      first: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: length),
      deletion: Self.none, further: Self.none)
    _ = put(entry, leaf: cursor.leaf, slot: cursor.slot)
  }

  /// Deletes what stands from visible scalar `position` on.
  ///
  /// - Precondition: `position + length <= visibleLength`.
  mutating func delete(at position: Int, length: Int, by deletion: SpineDeletion) {
    delete(length, from: cursor(afterVisible: position), by: deletion) { piece in
      (piece.isVisible, piece.length)
    }
  }

  /// Deletes the scalars that the events from `first` on inserted, wherever they stand.
  mutating func delete(first: Int, length: Int, by deletion: SpineDeletion) {
    var done = 0
    while done < length, let cursor = cursor(of: first + done) {
      let rest = Int(entry(cursor.leaf, cursor.slot).length) - cursor.offset
      let taken = min(rest, length - done)
      _ = mark(at: cursor, length: taken, by: deletion.advanced(by: done))
      done += taken
    }
  }

  /// Deletes the scalars after a landmark that stood at the landmark's base.
  mutating func delete(
    _ length: Int, after landmark: Landmark, base: EventSet, by deletion: SpineDeletion
  ) {
    delete(length, from: cursor(after: landmark, base: base), by: deletion) { piece in
      piece.visibility(in: base)
    }
  }

  /// The place right after a landmark.
  ///
  /// - Complexity: O(log n), and O(entries passed).
  func cursor(after landmark: Landmark, base: EventSet) -> Cursor {
    var cursor: Cursor
    switch landmark.anchor {
    case .start: cursor = Cursor(leaf: 0, slot: 0, offset: 0)
    case .visible(let count): cursor = self.cursor(afterVisible: count)
    case .item(let version):
      guard let found = self.cursor(of: version) else {
        preconditionFailure("a merge names an item that the spine does not hold")
      }
      cursor = found
      cursor.offset += 1
    }
    var remaining = landmark.passed
    while remaining > 0, let entry = entry(at: &cursor) {
      if cursor.offset == Int(entry.length) {
        cursor = Cursor(leaf: cursor.leaf, slot: cursor.slot + 1, offset: 0)
        continue
      }
      let (stood, length) = piece(entry).advanced(by: cursor.offset).visibility(in: base)
      let step = stood ? min(length, remaining) : length
      if stood { remaining -= step }
      cursor.offset += step
    }
    return cursor
  }

  // MARK: Deleting

  /// Deletes `length` scalars from the cursor on, of those that `counts` counts.
  private mutating func delete(
    _ length: Int, from cursor: Cursor, by deletion: SpineDeletion,
    where counts: (SpinePiece) -> (Bool, length: Int)
  ) {
    var cursor = cursor
    var done = 0
    while done < length, let entry = entry(at: &cursor) {
      if cursor.offset == Int(entry.length) {
        cursor = Cursor(leaf: cursor.leaf, slot: cursor.slot + 1, offset: 0)
        continue
      }
      let (isMeant, reach) = counts(piece(entry).advanced(by: cursor.offset))
      if isMeant {
        let taken = min(reach, length - done)
        cursor = mark(at: cursor, length: taken, by: deletion.advanced(by: done))
        done += taken
      } else {
        cursor.offset += reach
      }
    }
  }

  /// Deletes `length` scalars of one entry, and gives the place after them.
  private mutating func mark(
    at place: Cursor, length: Int, by deletion: SpineDeletion
  ) -> Cursor {
    var cursor = cut(at: place)
    let first = Int(entry(cursor.leaf, cursor.slot).first)
    if length < Int(entry(cursor.leaf, cursor.slot).length) {
      _ = cut(at: Cursor(leaf: cursor.leaf, slot: cursor.slot, offset: length))
      // The cut may have moved the lower part along with the upper.
      cursor = self.cursor(of: first) ?? cursor
    }
    let position = cursor.leaf * Self.leafCapacity + cursor.slot
    if entries[position].isVisible {
      entries[position].deletion = deletion.packed
      add(-length, toLeaf: cursor.leaf)
    } else {
      further.append(Further(deletion: deletion.packed, next: entries[position].further))
      entries[position].further = UInt32(truncatingIfNeeded: further.count - 1)
    }
    _ = join(leaf: cursor.leaf, slot: cursor.slot + 1)
    _ = join(leaf: cursor.leaf, slot: cursor.slot)
    var after = self.cursor(of: first + length - 1) ?? cursor
    after.offset += 1
    return after
  }

  /// Makes an entry and the one before it in the leaf one, if they are: backspaced words, letter by
  /// letter, become one stretch again.
  private mutating func join(leaf: Int, slot: Int) -> Bool {
    guard slot > 0, slot < Int(leaves[leaf].count) else { return false }
    let upper = entry(leaf, slot)
    let place = leaf * Self.leafCapacity + slot - 1
    guard let deletion = Self.deletion(of: entries[place], with: upper) else { return false }
    entries[place].deletion = deletion
    entries[place].length += upper.length
    remove(leaf: leaf, slot: slot)
    return true
  }

  /// The deletion of two entries as one; nil where they are not one.
  private static func deletion(of lower: Entry, with upper: Entry) -> UInt32? {
    guard lower.end == upper.first, !lower.isVisible, !upper.isVisible,
      lower.further == none, upper.further == none
    else { return nil }
    let one = SpineDeletion(packed: lower.deletion)
    let other = SpineDeletion(packed: upper.deletion)
    for isBackward in [false, true] {
      let fits =
        (lower.length == 1 || one.isBackward == isBackward)
        && (upper.length == 1 || other.isBackward == isBackward)
      let joined = SpineDeletion(first: one.first, isBackward: isBackward)
      if fits, joined.advanced(by: Int(lower.length)).first == other.first {
        return joined.packed
      }
    }
    return nil
  }
}
