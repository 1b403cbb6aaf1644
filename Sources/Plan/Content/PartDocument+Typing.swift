package import CRDT

/// Text as it is typed: each stroke at its place, instead of whole texts compared.
extension PartDocument {
  /// Puts words in place of a stretch of a `text` field.
  ///
  /// - Parameter range: in Unicode scalars of the text as it stands.
  /// - Throws: `unknownField`, `unknownRecord`, `wrongKind`; `document(.outOfRange)`.
  package mutating func replace(
    _ range: Range<Int>, with words: String, field key: String, of record: EventID?
  ) throws(ContentError) {
    let field = try field(key, of: record)
    guard field.kind == .text else { throw .wrongKind(field: key, expected: field.kind) }
    try changing { (document: inout Document) throws(DocumentError) in
      let text = try document.text(at: ObjectAddress(record: record, key: key))
      try document.delete(at: range.lowerBound, length: range.count, in: text)
      try document.insert(words, at: range.lowerBound, in: text)
    }
  }
}
