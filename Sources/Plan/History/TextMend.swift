import CRDT

/// An edit of one text by which deleted words come back and others go: what undoing and restoring
/// make. Words that come back are linked to what they were.
struct TextMend {
  private struct Edit {
    var deleted = 0
    /// The words put back, each stretch with the event of its first scalar as it was.
    var pieces: [(text: String, original: EventStretch)] = []
  }

  /// By position in scalars of the present text: each goes before the scalars it deletes.
  private var edits: [Int: Edit] = [:]

  /// - Parameters:
  ///   - comparison: of some earlier version with the present.
  ///   - goes: whether a scalar that only the present has is to go.
  ///   - comesBack: whether a scalar that only the earlier version has is to come back, by its event
  ///     and those that deleted it. Not asked where it was put back already.
  init(
    _ comparison: TextComparison, _ restorations: Restorations, goes: (EventID) -> Bool,
    comesBack: (EventID, [EventID]) -> Bool
  ) {
    let standing = restorations.places(of: comparison)
    var position = 0
    // Where a word goes that comes back next: behind the last one that was before it, which may have
    // been put back elsewhere among the deleted ones.
    var place = 0
    for stretch in comparison.stretches {
      switch stretch.change {
      case .kept:
        position += stretch.length
        place = position
      case .inserted:
        for offset in 0..<stretch.length {
          let event = stretch.event(at: offset)
          if goes(event) { edits[position, default: Edit()].deleted += 1 }
          position += 1
          // What was put back stands for its origin, and says nothing of what was around that.
          if restorations.origin(of: event) == event { place = position }
        }
      case .deleted:
        for (offset, scalar) in stretch.text.unicodeScalars.enumerated() {
          let event = stretch.event(at: offset)
          if let known = standing[restorations.origin(of: event)] {
            place = known + 1
          } else if comesBack(event, stretch.deletions.map { $0.event(at: offset) }) {
            insert(scalar, event, at: place)
          }
        }
      }
    }
  }

  private mutating func insert(_ scalar: Unicode.Scalar, _ event: EventID, at place: Int) {
    var edit = edits[place] ?? Edit()
    if let last = edit.pieces.indices.last,
      edit.pieces[last].original.event(at: edit.pieces[last].original.count) == event
    {
      edit.pieces[last].text.unicodeScalars.append(scalar)
      edit.pieces[last].original.count += 1
    } else {
      edit.pieces.append((String(scalar), EventStretch(first: event, count: 1)))
    }
    edits[place] = edit
  }

  /// Makes the edit, and the links.
  func apply(
    to document: inout Document, at address: ObjectAddress
  ) throws(DocumentError) {
    guard !edits.isEmpty else { return }
    guard let agent = document.agent else { throw .noAgent }
    let text = try document.text(at: address)
    var shift = 0
    var links: [RestorationLink] = []
    for (position, edit) in edits.sorted(by: { $0.key < $1.key }) {
      try document.delete(at: position + shift, length: edit.deleted, in: text)
      var sequence = document.nextSequence(of: agent)
      var place = position + shift
      for piece in edit.pieces {
        try document.insert(piece.text, at: place, in: text)
        let replacement = EventStretch(
          first: EventID(agent: agent, sequence: sequence), count: piece.original.count)
        links.append(RestorationLink(replacement: replacement, original: piece.original.first))
        sequence += piece.original.count
        place += Int(piece.original.count)
      }
      shift = place - position - edit.deleted
    }
    for link in links { try link.add(to: &document) }
  }
}

extension TextComparison.Stretch {
  /// The event that wrote the scalar after `offset` others.
  func event(at offset: Int) -> EventID {
    EventID(agent: first.agent, sequence: first.sequence + UInt64(offset))
  }
}

extension Restorations {
  /// What the scalars of one kind of a comparison's stretches first were.
  func origins(of comparison: TextComparison, _ change: TextComparison.Change) -> Set<EventID> {
    var origins = Set<EventID>()
    for stretch in comparison.stretches where stretch.change == change {
      for offset in 0..<stretch.length { origins.insert(origin(of: stretch.event(at: offset))) }
    }
    return origins
  }

  /// Where in the later version its new scalars stand, by what they first were.
  fileprivate func places(of comparison: TextComparison) -> [EventID: Int] {
    var places: [EventID: Int] = [:]
    var position = 0
    for stretch in comparison.stretches where stretch.change != .deleted {
      if stretch.change == .inserted {
        for offset in 0..<stretch.length {
          places[origin(of: stretch.event(at: offset))] = position + offset
        }
      }
      position += stretch.length
    }
    return places
  }
}
