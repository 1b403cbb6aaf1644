package import CRDT

/// A batch as the log holds it.
package struct LoggedBatch: Hashable, Sendable {
  /// Its place in the log. Greater cursors were stored later.
  package let cursor: UInt64
  package let batch: StoredBatch
  /// Who sent it; nil in a working copy.
  package let account: AccountIdentifier?
  package let received: UnixTime

  package init(
    cursor: UInt64, batch: StoredBatch, account: AccountIdentifier?, received: UnixTime
  ) {
    self.cursor = cursor
    self.batch = batch
    self.account = account
    self.received = received
  }
}

/// Some of a part's batches, in the order of their cursors.
package struct BatchPage: Hashable, Sendable {
  package let batches: [LoggedBatch]
  /// Whether the part has batches after these.
  package let hasMore: Bool

  package init(batches: [LoggedBatch], hasMore: Bool) {
    self.batches = batches
    self.hasMore = hasMore
  }
}

/// A part's state at a cursor, saved to spare a replay.
package struct Snapshot: Hashable, Sendable {
  /// The last batch the state includes.
  package let cursor: UInt64
  package let content: [UInt8]

  package init(cursor: UInt64, content: [UInt8]) {
    self.cursor = cursor
    self.content = content
  }
}
