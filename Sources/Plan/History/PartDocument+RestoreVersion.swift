package import CRDT

extension PartDocument {
  /// Makes the part, a record or a field read as it did at an earlier moment, by new operations: words
  /// put back are linked to what they were, records come back and go, values are written again. What
  /// others do meanwhile merges with it as with any edit.
  ///
  /// - Parameters:
  ///   - heads: of the earlier moment.
  ///   - record: one record only; with `field`, one field of it.
  ///   - field: one field only, of the record or of the part itself.
  /// - Throws: `document(.missingParents)` where the moment is not held; `unknownRecord` where the
  ///   record did not stand at that moment; `unknownField`.
  package mutating func restore(
    to heads: [EventID], record: EventID? = nil, field: String? = nil
  ) throws(ContentError) {
    let version: Document
    do { version = try document.version(at: heads) } catch { throw .document(error) }
    let old = PartDocument(id: id, template: template, document: version)
    if let record {
      let list = try list(of: record)
      let wasShown = version.records(inListAt: ObjectAddress(key: list.key))
        .contains { $0.id == record }
      guard wasShown else { throw .unknownRecord }
      if !isShown(record, in: list) { try restoreRecord(record) }
      if let field {
        try restore(try self.field(field, of: record), of: record, to: old, heads)
      } else {
        for field in list.fields { try restore(field, of: record, to: old, heads) }
      }
    } else if let field {
      try restore(try self.field(field, of: nil), of: nil, to: old, heads)
    } else {
      for field in template.fields { try restore(field, of: nil, to: old, heads) }
      for list in template.lists { try restore(list, to: old, heads) }
    }
  }

  private func isShown(_ record: EventID, in list: ListTemplate) -> Bool {
    document.records(inListAt: ObjectAddress(key: list.key)).contains { $0.id == record }
  }

  private mutating func restore(
    _ list: ListTemplate, to old: PartDocument, _ heads: [EventID]
  ) throws(ContentError) {
    let address = ObjectAddress(key: list.key)
    let wanted = old.document.records(inListAt: address).map(\.id)
    for record in document.records(inListAt: address).map(\.id) where !wanted.contains(record) {
      try deleteRecord(record)
    }
    for record in wanted {
      if !isShown(record, in: list) { try restoreRecord(record) }
      for field in list.fields { try restore(field, of: record, to: old, heads) }
    }
    let present = document.records(inListAt: address).map(\.id)
    let places = present.compactMap { wanted.firstIndex(of: $0) }
    let stays = Set(LongestRise.indices(of: places).map { places[$0] })
    for (index, record) in wanted.enumerated() where !stays.contains(index) {
      try moveRecord(record, to: index)
    }
  }

  private mutating func restore(
    _ field: FieldTemplate, of record: EventID?, to old: PartDocument, _ heads: [EventID]
  ) throws(ContentError) {
    let address = ObjectAddress(record: record, key: field.key)
    guard field.kind == .text else {
      let before = old.view(of: field, record: record).value
      if before != view(of: field, record: record).value {
        try set(before, field: field.key, of: record)
      }
      return
    }
    let wanted = old.document.string(at: address)
    if document.string(at: address).utf8.elementsEqual(wanted.utf8) { return }
    let restorations = Restorations(of: document)
    try changing { (document: inout Document) throws(DocumentError) in
      let comparison = try document.comparison(of: address, from: heads, to: document.frontier)
      let missing = restorations.origins(of: comparison, .deleted)
      // Words that were put back already stay where they are.
      let mend = TextMend(comparison, restorations) {
        !missing.contains(restorations.origin(of: $0))
      } comesBack: { _, _ in
        true
      }
      try mend.apply(to: &document, at: address)
      let present = document.string(at: address)
      if !present.utf8.elementsEqual(wanted.utf8) {
        try document.apply(TextDifference(from: present, to: wanted), at: address)
      }
    }
  }
}
