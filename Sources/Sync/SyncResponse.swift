package import CRDT

/// One round, server to client. Everything acknowledged here is durable already.
package struct SyncResponse: Hashable, Sendable {
  /// The request's round.
  package var round: UInt64
  /// The server's epoch, greater than zero. If it is not the request's, and that was not zero, the
  /// request was not acted on and the response says nothing else.
  package var epoch: UInt64
  /// When the server took the request in, and with it what it acknowledges here: milliseconds since
  /// 1 January 1970, UTC.
  package var received: UInt64
  /// Every readable part that could be read, by strictly ascending name.
  package var parts: [Part]
  /// Parts that may be read and were not in the request, ascending. What they hold may already be
  /// among `parts`.
  package var readable: [String]
  /// Parts of the request that may not be read (or do not exist: the two are not told apart),
  /// ascending.
  package var withheld: [String]

  /// The server took this agent's events of the request up to `next`, exclusive: they are durable
  /// with the very content that was sent.
  package struct Acknowledgement: Hashable, Sendable {
    package var agent: AgentID
    package var next: UInt64

    package init(agent: AgentID, next: UInt64) {
      self.agent = agent
      self.next = next
    }
  }

  /// One batch the server did not take. Nothing after it in the same part was looked at.
  package struct Refusal: Hashable, Sendable {
    package var agent: AgentID
    package var first: UInt64
    package var count: UInt32
    package var code: RefusalCode

    package init(agent: AgentID, first: UInt64, count: UInt32, code: RefusalCode) {
      self.agent = agent
      self.first = first
      self.count = count
      self.code = code
    }
  }

  /// What the server says of one part.
  package struct Part: Hashable, Sendable {
    package var name: String
    package var acknowledged: [Acknowledgement]
    package var refused: [Refusal]
    /// The log after the request's cursor, ascending, without the batches the same request brought.
    package var entries: [LogEntry]
    /// How far the client has read once it stored `entries`. Less than the request's cursor only if
    /// the server's log was cut back without a new epoch.
    package var cursor: UInt64
    /// Whether the log goes on after `cursor`.
    package var more: Bool

    package init(
      name: String, acknowledged: [Acknowledgement] = [], refused: [Refusal] = [],
      entries: [LogEntry] = [], cursor: UInt64, more: Bool = false
    ) {
      self.name = name
      self.acknowledged = acknowledged
      self.refused = refused
      self.entries = entries
      self.cursor = cursor
      self.more = more
    }
  }

  package init(
    round: UInt64, epoch: UInt64, received: UInt64 = 0, parts: [Part] = [],
    readable: [String] = [], withheld: [String] = []
  ) {
    self.round = round
    self.epoch = epoch
    self.received = received
    self.parts = parts
    self.readable = readable
    self.withheld = withheld
  }
}
