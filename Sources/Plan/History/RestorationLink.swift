package import CRDT

/// Says that words written now are words that had been deleted, put back: so that who wrote them, and
/// what was said about them, follow. Undoing and restoring leave one for every stretch.
///
/// A link says nothing about who put them back: that is who wrote the replacement.
package struct RestorationLink: Hashable, Sendable {
  /// The words as they stand now.
  package var replacement: EventStretch
  /// The first of the same words as they were before.
  package var original: EventID

  package init(replacement: EventStretch, original: EventID) {
    self.replacement = replacement
    self.original = original
  }
}

extension RestorationLink {
  /// Every link of a document that can be read.
  static func all(in document: Document) -> [RestorationLink] {
    document.records(inListAt: ObjectAddress(key: PartDocument.Reserved.restored))
      .compactMap { RestorationLink(record: $0.id, in: document) }
  }

  private init?(record: EventID, in document: Document) {
    func value(_ key: String) -> RegisterValue { document.value(ofRegister: key, in: record) }
    guard let first = value(PartDocument.Reserved.replacement).event,
      let original = value(PartDocument.Reserved.original).event,
      case .integer(let integer) = value(PartDocument.Reserved.count),
      let count = UInt64(exactly: integer), count > 0,
      !first.sequence.addingReportingOverflow(count).overflow,
      !original.sequence.addingReportingOverflow(count).overflow
    else { return nil }
    self.init(replacement: EventStretch(first: first, count: count), original: original)
  }

  /// Leaves the link in the document, as an edit of its agent.
  func add(to document: inout Document) throws(DocumentError) {
    let record = try document.insertRecord(
      inListAt: ObjectAddress(key: PartDocument.Reserved.restored), at: 0)
    func set(_ value: RegisterValue, _ key: String) throws(DocumentError) {
      try document.set(value, at: ObjectAddress(record: record, key: key))
    }
    try set(.identifier(replacement.first), PartDocument.Reserved.replacement)
    try set(.identifier(original), PartDocument.Reserved.original)
    try set(.integer(Int64(clamping: replacement.count)), PartDocument.Reserved.count)
  }
}
