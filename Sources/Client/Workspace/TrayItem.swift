import CRDT
package import Plan
import Store

/// A change the server would not take, kept for its author.
package struct TrayItem: Hashable, Sendable {
  package let id: Int64
  package let part: PartID
  /// Why, as a code.
  package let reason: String
  /// When it was refused: milliseconds since 1 January 1970, UTC.
  package let refused: Int64
  /// The words it would have brought, each run of them by itself.
  package let words: [String]

  init(_ entry: TrayEntry) {
    id = entry.id
    part = PartID(entry.part.name)
    reason = entry.reason
    refused = entry.refused.milliseconds
    let contents = try? BatchContents(decoding: entry.batch.payload)
    var words = contents?.insertions.map(\.text) ?? []
    for summary in contents?.summaries ?? [] {
      if case .text(let text) = summary.value { words.append(text) }
    }
    self.words = words
  }
}
