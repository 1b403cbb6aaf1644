package import CRDT

/// What the owner of a `ServerSession` has to do, in order.
package enum ServerAction: Hashable, Sendable {
  /// Judge the batches one by one and append them to the part's log, stopping at the first that
  /// cannot be taken; answer `appended` once those taken are durable.
  ///
  /// A batch the log already has with equal content counts as taken, **before** anything else is
  /// asked: its acknowledgement was lost, and a permission withdrawn since changes nothing.
  case append(part: String, batches: [StoredBatch])
  /// Read the part's log after the cursor, appended batches included: as many entries as fit in
  /// `bytes` of payload, yet at least one if there is one; answer `read`.
  case read(part: String, after: UInt64, bytes: Int)
}

/// What came of a `ServerAction`. One that failed has no outcome: the response then says nothing of
/// it, and the client asks again.
package enum ServerOutcome: Hashable, Sendable {
  /// The first `taken` of the batches are durable; the next one, if there is a code, was refused for
  /// it; the rest was not looked at.
  case appended(part: String, taken: Int, refusal: RefusalCode?)
  /// Entries after the cursor, ascending; `end` is the cursor of the log's last entry, zero for an
  /// empty log.
  case read(part: String, entries: [LogEntry], end: UInt64)
}
