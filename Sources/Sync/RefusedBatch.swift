package import CRDT

/// A batch on its way to its author's tray, with the reason.
package struct RefusedBatch: Hashable, Sendable {
  package let batch: StoredBatch
  package let code: RefusalCode
  /// The first event of the refused batch this one was written on top of; nil where the server
  /// judged this very batch.
  package let follows: EventID?
}
