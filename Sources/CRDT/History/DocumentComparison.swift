/// Two versions of a document side by side, for comparing many of its texts: what all the comparisons
/// need of the history is read once.
///
/// A view of one moment: what is written later does not change it.
package struct DocumentComparison: Sendable {
  private let document: Document
  private let before: EventSet
  private let after: EventSet
  private let log: OperationLog

  private init(document: Document, before: EventSet, after: EventSet, log: OperationLog) {
    self.document = document
    self.before = before
    self.after = after
    self.log = log
  }

  /// - Throws: `missingParents` where a head is not held.
  init(
    of document: Document, from older: [EventID], to newer: [EventID]
  ) throws(DocumentError) {
    self.init(
      document: document, before: try document.eventSet(historyOf: older),
      after: try document.eventSet(historyOf: newer), log: document.wholeLog(keeping: true))
  }

  /// The earlier version beside itself: all that it held is kept.
  package var ofEarlier: DocumentComparison {
    DocumentComparison(document: document, before: before, after: before, log: log)
  }

  /// The later version beside itself: all that it holds is kept.
  package var ofLater: DocumentComparison {
    DocumentComparison(document: document, before: after, after: after, log: log)
  }

  /// What the text at an address said in the two versions, with who made the difference.
  ///
  /// - Complexity: O(everything ever written in the text).
  package func text(at address: ObjectAddress) -> TextComparison {
    let history = document.textHistory(at: address)
    var stretches: [TextComparison.Stretch] = []
    for piece in history.pieces {
      var start = 0
      while start < piece.length {
        let here = piece.advanced(by: start)
        let (change, length) = here.change(from: before, to: after)
        if let change {
          let deletions = here.deletions.filter {
            change == .deleted && after.contains($0.first) && !before.contains($0.first)
          }
          stretches.append(
            history.stretch(here, length: length, change: change, deletions: deletions, log))
        }
        start += length
      }
    }
    return TextComparison(stretches: stretches)
  }
}
