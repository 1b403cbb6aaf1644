package import CRDT

/// A batch in a part's log at the server, with its place there.
package struct LogEntry: Hashable, Sendable {
  /// Grows along the log; greater than zero. Comparable only within one part and one epoch.
  package var cursor: UInt64
  package var batch: StoredBatch
  /// When the server took it in, by the server's clock: milliseconds since 1 January 1970, UTC.
  /// Evidence for people; nothing is decided by it.
  package var received: UInt64

  package init(cursor: UInt64, batch: StoredBatch, received: UInt64 = 0) {
    self.cursor = cursor
    self.batch = batch
    self.received = received
  }
}
