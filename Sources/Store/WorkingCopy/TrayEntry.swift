package import CRDT

/// A batch the server refused, or could not be offered any more, kept for its author.
package struct TrayEntry: Hashable, Sendable {
  package let id: Int64
  package let part: PartAddress
  package let batch: StoredBatch
  /// The code for why it was refused.
  package let reason: String
  package let refused: UnixTime

  package init(
    id: Int64, part: PartAddress, batch: StoredBatch, reason: String, refused: UnixTime
  ) {
    self.id = id
    self.part = part
    self.batch = batch
    self.reason = reason
    self.refused = refused
  }
}
