/// A place in a text's spine, told by what a tracker knows of it: what stands before the place.
///
/// A tracker has no names for what was written before its merge began. But it knows how much of that is
/// visible, and in which order all stands.
struct Landmark: Hashable, Sendable {
  enum Anchor: Hashable, Sendable {
    /// Nothing stands before.
    case start
    /// The scalar that an event inserted.
    case item(Int)
    /// The last of so many visible scalars.
    case visible(Int)
  }

  var anchor: Anchor
  /// How many scalars come between the anchor and the place that stood when the merge's history began
  /// and are deleted now.
  var passed: Int
}

/// One change to a spine, at places as they are when the changes are made in order.
enum SpineChange: Hashable, Sendable {
  case insert(object: Int, first: Int, length: Int, after: Landmark)
  /// Deletes what the events from `first` on inserted.
  case delete(object: Int, first: Int, length: Int, by: SpineDeletion)
  /// Deletes, of what stood when the merge's history began, the scalars after a landmark.
  case deleteNext(object: Int, length: Int, after: Landmark, by: SpineDeletion)
}

extension Tracker {
  /// Where item `id` stands.
  func landmark(before id: UInt32) -> Landmark {
    var cursor = cursor(before: id)
    var passed = 0
    while true {
      if cursor.offset == 0 {
        guard let previous = end(ofEntryBefore: cursor) else {
          return Landmark(anchor: .start, passed: passed)
        }
        cursor = previous
      }
      let entry = entry(cursor.leaf, cursor.slot)
      if entry.id < Self.underwater {
        return Landmark(anchor: .item(Int(entry.id) + cursor.offset - 1), passed: passed)
      }
      if entry.state & Self.deletedBit == 0 {
        return Landmark(anchor: .visible(effectPosition(cursor)), passed: passed)
      }
      passed += cursor.offset
      cursor.offset = 0
    }
  }

  private func end(ofEntryBefore cursor: Cursor) -> Cursor? {
    var place = cursor
    if place.slot == 0 {
      guard let leaf = leaf(before: cursor.leaf) else { return nil }
      place = Cursor(leaf: leaf, slot: Int(leaves[leaf].count), offset: 0)
    }
    place.slot -= 1
    place.offset = Int(entry(place.leaf, place.slot).length)
    return place
  }

  private func leaf(before leaf: Int) -> Int? {
    var child = Int32(truncatingIfNeeded: leaf)
    var node = leaves[leaf].parent
    while node >= 0, children[Int(node) * Self.fanOut] == child {
      child = node
      node = nodes[Int(node)].parent
    }
    if node < 0 { return nil }
    var place = Int(node) * Self.fanOut
    while children[place + 1] != child { place += 1 }
    var found = Int(children[place])
    var above = Int(node)
    while !nodes[above].isAboveLeaves {
      above = found
      found = Int(children[above * Self.fanOut + Int(nodes[above].count) - 1])
    }
    return found
  }
}
