import CRDT

/// Where the records of a part stand now, read once for many questions.
struct PlaceIndex {
  private let part: PartDocument
  /// Of the records a reader sees: the list's key, and the place in it, counted from 1.
  private var standing: [EventID: (list: String, number: Int)] = [:]

  init(_ part: PartDocument) {
    self.part = part
    for list in part.template.lists {
      let records = part.document.records(inListAt: ObjectAddress(key: list.key))
      for (index, record) in records.enumerated() {
        standing[record.id] = (list.key, index + 1)
      }
    }
  }

  /// Whether a record is there for a reader to see.
  func isShown(_ record: EventID) -> Bool { standing[record] != nil }

  /// A place of the part, with the record's number as it stands now.
  func place(record: EventID?, field: String?) -> Place {
    guard let record, let list = standing[record]?.list ?? part.document.list(ofRecord: record)?.key
    else { return Place(part: part.id, field: field) }
    return Place(
      part: part.id, collection: list, record: record, number: standing[record]?.number,
      field: field)
  }
}
