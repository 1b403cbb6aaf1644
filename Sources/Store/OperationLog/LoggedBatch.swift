package import CRDT

/// A batch as the log holds it.
package struct LoggedBatch: Hashable, Sendable {
  /// Its place in the log. Greater cursors were stored later.
  package let cursor: UInt64
  package let batch: StoredBatch
  /// Who sent it; nil in a working copy.
  package let account: AccountIdentifier?
  /// When the server took it in; in a working copy, until the server has it, when it was made.
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
