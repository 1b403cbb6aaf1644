import CRDT

extension Redline {
  /// One change of the redline with its place: what a gate asks about one after the other.
  package struct PlacedChange: Hashable, Sendable {
    /// Numbered as in the later version; of a removed record as in the earlier.
    package var place: Place
    package var what: What
    /// Whoever made it. Empty where nobody can be named.
    package var by: [Attribution]

    package enum What: Hashable, Sendable {
      case recordAdded
      case recordRemoved
      case recordMoved
      /// A field of a record that stands in both versions, or of the part itself.
      case field(Content)
    }
  }

  /// Every change, in the order of the parts. Of a record that was added or removed only that.
  package var changes: [PlacedChange] {
    parts.flatMap { part in
      part.fields.compactMap { Self.change($0, at: Place(part: part.id)) }
        + part.collections.flatMap { collection in
          collection.records.flatMap { Self.changes(of: $0, in: collection, of: part.id) }
        }
    }
  }

  private static func changes(
    of record: Record, in collection: Collection, of part: PartID
  ) -> [PlacedChange] {
    let place = Place(
      part: part, collection: collection.key, record: record.id,
      number: record.numberAfter ?? record.numberBefore)
    switch record.change {
    case .added(let by): return [PlacedChange(place: place, what: .recordAdded, by: [by])]
    case .removed(let by): return [PlacedChange(place: place, what: .recordRemoved, by: by)]
    case .moved(let by):
      return [PlacedChange(place: place, what: .recordMoved, by: [by])]
        + record.fields.compactMap { change($0, at: place) }
    case nil:
      return record.fields.compactMap { change($0, at: place) }
    }
  }

  private static func change(_ field: Field, at place: Place) -> PlacedChange? {
    guard field.isChanged else { return nil }
    var place = place
    place.field = field.key
    return PlacedChange(place: place, what: .field(field.content), by: field.changedBy)
  }
}
