package import CRDT

/// The difference between two versions of a plan, as data: by section, record, field and word, each
/// stretch with whoever made it. What a gate judges change by change, and an amendment notice prints.
///
/// It holds what did not change too, in order, so that a reader can be shown the whole with its
/// changes marked. Comments, reviews and the names of versions are no part of it.
///
/// Laws: read without what was inserted it is the earlier version, without what was deleted the later.
package struct Redline: Hashable, Sendable {
  /// In the order given.
  package var parts: [Part]

  package init(parts: [Part]) { self.parts = parts }

  package struct Part: Hashable, Sendable {
    package var id: PartID
    package var title: String
    package var fields: [Field]
    package var collections: [Collection]
  }

  package struct Collection: Hashable, Sendable {
    package var key: String
    package var title: String
    /// In the later version's order; a record that was removed comes behind the one it followed.
    package var records: [Record]
  }

  package struct Record: Hashable, Sendable {
    package var id: EventID
    /// Its number in the earlier version, counted from 1; nil where it was not there.
    package var numberBefore: Int?
    /// Its number in the later version; nil where it is not there.
    package var numberAfter: Int?
    package var change: RecordChange?
    package var fields: [Field]
  }

  package enum RecordChange: Hashable, Sendable {
    case added(Attribution)
    /// By more than one where several removed it at the same time.
    case removed([Attribution])
    case moved(Attribution)
  }

  package struct Field: Hashable, Sendable {
    package var key: String
    package var title: String
    package var kind: FieldKind
    package var content: Content
  }

  package enum Content: Hashable, Sendable {
    case text([Stretch])
    /// A value replaced as a whole; `by` is nil where it did not change.
    case value(before: FieldValue, after: FieldValue, by: Attribution?)
    case links([Link])
  }

  package enum Change: Hashable, Sendable {
    case kept, inserted, deleted
  }

  /// Words of one text that had one fate by one hand.
  package struct Stretch: Hashable, Sendable {
    package var change: Change
    package var text: String
    /// Of kept and inserted words whoever wrote them; of deleted ones whoever deleted them, nil where
    /// the later version never held them (it is of another branch of history).
    package var by: Attribution?
  }

  package struct Link: Hashable, Sendable {
    package var change: Change
    package var target: EventID
    /// Who linked, or unlinked.
    package var by: Attribution?
  }

  /// Whether the two versions say the same.
  package var isEmpty: Bool { changes.isEmpty }
}

extension Redline.Field {
  package var isChanged: Bool {
    switch content {
    case .text(let stretches): stretches.contains { $0.change != .kept }
    case .value(let before, let after, _): before != after
    case .links(let links): links.contains { $0.change != .kept }
    }
  }

  /// Everyone who changed the field, each once, in order.
  package var changedBy: [Attribution] {
    let all: [Attribution?] =
      switch content {
      case .text(let stretches): stretches.filter { $0.change != .kept }.map(\.by)
      case .value(_, _, let by): [by]
      case .links(let links): links.filter { $0.change != .kept }.map(\.by)
      }
    var found: [Attribution] = []
    for one in all.compactMap(\.self) where !found.contains(where: { $0.isSameHand(as: one) }) {
      found.append(one)
    }
    return found
  }
}
