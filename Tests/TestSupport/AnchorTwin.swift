package import CRDT

/// The slow, readable twin of anchors: tells where a passage or words named by their events lie now,
/// by going through every character that was ever written. It knows no spine, no runs, no index.
package struct AnchorTwin {
  package var text = TextTwin()

  package init() {}

  /// The events of the characters that stand at these positions.
  package func events(in range: Range<Int>) -> [EventID] {
    Array(text.order.filter(\.1).map(\.0)[range])
  }

  /// Where a passage lies: from the first that stands of all that was ever written between its first
  /// and its last character, through the last; nil where nothing of it stands.
  package func range(from start: EventID, through end: EventID) -> Range<Int>? {
    var found: Range<Int>?
    var position = 0
    var isInside = false
    for (event, stands) in text.order {
      if event == start { isInside = true }
      if isInside && stands { found = (found?.lowerBound ?? position)..<position + 1 }
      if event == end { isInside = false }
      if stands { position += 1 }
    }
    return found
  }

  /// Where words lie that somebody suggests to replace, and whether they are as they were.
  package struct Words: Equatable {
    package var range: Range<Int>
    package var isWhole: Bool
  }

  /// - Parameters:
  ///   - events: the words' characters; none where something is to be put in.
  ///   - after: the character it is to be put behind; nil at the beginning.
  package func words(_ events: [EventID], after: EventID?) -> Words {
    let wanted = Set(events)
    var standing: [Int] = []
    var first: Int?
    var behind = 0
    var neighbourStands = after == nil
    var position = 0
    for (event, stands) in text.order {
      if wanted.contains(event) {
        first = first ?? position
        if stands { standing.append(position) }
      }
      if stands { position += 1 }
      if event == after {
        behind = position
        neighbourStands = stands
      }
    }
    guard let low = standing.first, let high = standing.last else {
      let place = first ?? behind
      return Words(range: place..<place, isWhole: events.isEmpty && neighbourStands)
    }
    let isUnbroken = high - low + 1 == standing.count
    return Words(range: low..<high + 1, isWhole: standing.count == events.count && isUnbroken)
  }
}
