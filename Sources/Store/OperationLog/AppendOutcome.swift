/// What the log did with one batch.
package enum AppendOutcome: Hashable, Sendable {
  /// It is new, and stands at this cursor.
  case stored(cursor: UInt64)
  /// The log had it already, at this cursor; nothing changed.
  case duplicate(cursor: UInt64)
  /// The log had it, damaged; this copy, which is proved by its hash to be the same, replaced it.
  case repaired(cursor: UInt64)
  /// Events before it are missing: the log expects the agent's next batch to begin here.
  case gap(expected: UInt64)
  /// The log holds other content under one of these sequence numbers: a cloned device or a forgery.
  ///
  /// A batch must be sent again as it was first cut: the same events under another cut are taken for
  /// other content, because a payload is opaque here.
  case impersonation
  /// The agent belongs to another device.
  case foreignAgent
  /// The working copy has given this agent up; its next events need a new one.
  case retiredAgent
  /// Its payload is larger than `StoreLimits.batchBytes`.
  case tooLarge
  /// Its plan was erased for good; nothing of it is taken any more.
  case planErased
  /// It holds no event, or its sequence numbers exceed what the log can count (2⁶³ − 1).
  case malformed
}

extension AppendOutcome {
  /// Whether the log now holds the batch.
  package var isHeld: Bool {
    switch self {
    case .stored, .duplicate, .repaired: true
    case .gap, .impersonation, .foreignAgent, .retiredAgent, .tooLarge, .planErased, .malformed:
      false
    }
  }
}
