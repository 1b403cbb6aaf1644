package import CRDT

/// What a record rests on: words of a report, cited. The words stand with the record, so that whoever
/// may read the record sees them even where the report itself is not hers to read; where they stood in
/// the report is kept beside them.
extension PartDocument {
  enum CitationKey {
    static let list = "$citations"
    static let record = "$record"
    static let report = "$report"
    static let quote = "$quote"
    static let field = "$field"
    static let start = "$start"
    static let end = "$end"
  }

  /// Cites words of a report for a record.
  ///
  /// - Parameter report: the report, as it stands on this device.
  /// - Returns: the citation's id.
  /// - Throws: `unknownRecord`; `quoteNotFound` where the report does not have the words.
  package mutating func cite(
    _ quote: String, of report: PartDocument, for record: EventID
  ) throws(ContentError) -> EventID {
    _ = try list(of: record)
    guard let passage = report.passage(of: quote) else { throw .quoteNotFound }
    return try changing { (document: inout Document) throws(DocumentError) in
      let list = ObjectAddress(key: CitationKey.list)
      let citation = try document.insertRecord(
        inListAt: list, at: document.records(inListAt: list).count)
      let values: [(String, RegisterValue)] = [
        (CitationKey.record, .identifier(record)),
        (CitationKey.report, .text(report.id.description)), (CitationKey.quote, .text(quote)),
        (CitationKey.field, .text(passage.field)), (CitationKey.start, .identifier(passage.start)),
        (CitationKey.end, .identifier(passage.end)),
      ]
      for (key, value) in values {
        try document.set(value, at: ObjectAddress(record: citation, key: key))
      }
      return citation
    }
  }

  /// Takes a citation away.
  ///
  /// - Throws: `unknownRecord`.
  package mutating func uncite(_ citation: EventID) throws(ContentError) {
    guard document.list(ofRecord: citation) == ObjectAddress(key: CitationKey.list) else {
      throw .unknownRecord
    }
    try changing { (document: inout Document) throws(DocumentError) in
      try document.deleteRecord(citation)
    }
  }

  /// What each record rests on.
  func citations() -> [EventID: [CitationView]] {
    var citations: [EventID: [CitationView]] = [:]
    for citation in document.records(inListAt: ObjectAddress(key: CitationKey.list)) {
      let value = reader(of: citation.id)
      guard let record = value(CitationKey.record).event,
        let report = value(CitationKey.report).text, let quote = value(CitationKey.quote).text
      else { continue }
      citations[record, default: []].append(
        CitationView(id: citation.id, report: PartID(report), quote: quote))
    }
    return citations
  }

  /// What an operation on a citation may look like.
  ///
  /// - Throws: `unknownField`, `wrongKind`.
  func checkCitation(_ operation: BatchContents.Summary) throws(ContentError) {
    let key = operation.address.key
    guard case .setField = operation.action else { throw .unknownField(key) }
    switch (key, operation.value) {
    case (CitationKey.report, .text), (CitationKey.quote, .text), (CitationKey.field, .text),
      (CitationKey.record, .identifier), (CitationKey.start, .identifier),
      (CitationKey.end, .identifier):
      break
    default: throw .unknownField(key)
    }
  }

  /// Where words stand in one of the part's own texts.
  private func passage(of quote: String) -> (field: String, start: EventID, end: EventID)? {
    for field in template.fields where field.kind == .text {
      let address = ObjectAddress(key: field.key)
      guard let range = Self.range(of: quote, in: document.string(at: address)) else { continue }
      let history = document.textHistory(at: address)
      guard let start = history.event(at: range.lowerBound),
        let end = history.event(at: range.upperBound - 1)
      else { continue }
      return (field.key, start, end)
    }
    return nil
  }
}
