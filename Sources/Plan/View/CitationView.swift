package import CRDT

/// Words of a report that a record rests on.
package struct CitationView: Hashable, Sendable {
  package var id: EventID
  package var report: PartID
  /// The words as they were cited.
  package var quote: String

  package init(id: EventID, report: PartID, quote: String) {
    self.id = id
    self.report = report
    self.quote = quote
  }
}
