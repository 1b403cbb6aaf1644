import CRDT

/// Where the records of a part stand now, read once for many questions.
struct PlaceIndex {
  private let part: PartDocument
  private var numbers: [EventID: Int] = [:]

  init(_ part: PartDocument) {
    self.part = part
    for list in part.template.lists {
      let records = part.document.records(inListAt: ObjectAddress(key: list.key))
      for (index, record) in records.enumerated() { numbers[record.id] = index + 1 }
    }
  }

  /// Whether a record is there for a reader to see.
  func isShown(_ record: EventID) -> Bool { numbers[record] != nil }

  /// A place of the part, with the record's number as it stands now.
  func place(record: EventID?, field: String?) -> Place {
    guard let record, let list = part.document.list(ofRecord: record) else {
      return Place(part: part.id, field: field)
    }
    return Place(
      part: part.id, collection: list.key, record: record, number: numbers[record], field: field)
  }
}
