package import CRDT

/// One round, client to server, for one plan: "this is how far I have read, and this is my new work".
package struct SyncRequest: Hashable, Sendable {
  /// Chosen by the client and echoed in the response, so that a late or doubled response is known.
  package var round: UInt64
  /// The epoch of the server the cursors belong to; zero if the client knows none yet.
  package var epoch: UInt64
  /// Every part the client holds, by strictly ascending name.
  package var parts: [Part]

  /// What the client says of one part.
  package struct Part: Hashable, Sendable {
    package var name: String
    /// The client has all of the server's log up to here; zero for nothing.
    package var cursor: UInt64
    /// Unsynced batches in the order they were written, from the oldest on without omission.
    package var push: [StoredBatch]

    package init(name: String, cursor: UInt64, push: [StoredBatch] = []) {
      self.name = name
      self.cursor = cursor
      self.push = push
    }
  }

  package init(round: UInt64, epoch: UInt64, parts: [Part]) {
    self.round = round
    self.epoch = epoch
    self.parts = parts
  }
}
