package import CRDT

/// What can be told of a batch in the log without reading what it brought: nothing here vouches for its
/// content.
package struct BatchHead: Hashable, Sendable {
  /// Its place in the log. Greater cursors were stored later.
  package let cursor: UInt64
  package let stretch: EventStretch
  /// When the server took it in; in a working copy, until the server has it, when it was made.
  package let received: UnixTime

  init(_ logged: LoggedBatch) {
    cursor = logged.cursor
    stretch = logged.batch.stretch
    received = logged.received
  }

  /// A row of cursor, agent, first, count and received; nil where it is damaged.
  init?(_ row: borrowing Statement) {
    guard let agent = AgentID(bytes: row.blob(1)), let first = UInt64(exactly: row.integer(2)),
      let count = UInt64(exactly: row.integer(3))
    else { return nil }
    cursor = UInt64(clamping: row.integer(0))
    stretch = EventStretch(first: EventID(agent: agent, sequence: first), count: count)
    received = UnixTime(milliseconds: row.integer(4))
  }
}
