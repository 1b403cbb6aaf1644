package import CRDT

/// A batch in a part's log at the server, with its place there.
package struct LogEntry: Hashable, Sendable {
  /// Grows along the log; greater than zero. Comparable only within one part and one epoch.
  package var cursor: UInt64
  package var batch: StoredBatch

  package init(cursor: UInt64, batch: StoredBatch) {
    self.cursor = cursor
    self.batch = batch
  }
}
