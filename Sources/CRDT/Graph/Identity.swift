/// One replica's name for as long as it writes: a random 128-bit number.
///
/// A fresh one is drawn for each part that an opened working copy or session writes in (so that event
/// ids, and with them record ids, are unique in a whole plan); it is never derived from a person and never used again, because two replicas that share an agent would give two events one name.
/// Agents are ordered by their sixteen bytes, most significant first; that order breaks ties between
/// concurrent insertions, so it is the same on every replica.
package struct AgentID: Hashable, Comparable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package static func < (left: AgentID, right: AgentID) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

/// The name of one event, the same on every replica: which agent made it, and as which of its events.
///
/// Sequence numbers are contiguous from zero for each agent.
package struct EventID: Hashable, Comparable, Sendable {
  package let agent: AgentID
  package let sequence: UInt64

  package init(agent: AgentID, sequence: UInt64) {
    self.agent = agent
    self.sequence = sequence
  }

  package static func < (left: EventID, right: EventID) -> Bool {
    left.agent != right.agent ? left.agent < right.agent : left.sequence < right.sequence
  }
}

/// How much of every agent's history a replica holds: for each agent, its next sequence number.
///
/// Exact, because sequence numbers are contiguous and an event is only held together with its past.
package struct VersionVector: Hashable, Sendable {
  package private(set) var next: [AgentID: UInt64] = [:]

  package init() {}

  /// The next sequence number this replica expects of `agent`; zero if it has seen none.
  package subscript(agent: AgentID) -> UInt64 {
    get { next[agent] ?? 0 }
    set { next[agent] = newValue == 0 ? nil : newValue }
  }

  /// Whether the event is among those held.
  package func contains(_ event: EventID) -> Bool { event.sequence < self[event.agent] }

  /// The least vector that holds what either holds. O(agents).
  package func merged(with other: VersionVector) -> VersionVector {
    var result = self
    result.next.merge(other.next) { max($0, $1) }
    return result
  }
}

extension AgentID: CustomStringConvertible {
  /// Thirty-two lower-case hexadecimal digits.
  package var description: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

  /// Reads thirty-two hexadecimal digits; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let digits = text.utf8
    guard digits.count == 32 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    for (index, digit) in digits.enumerated() {
      let value: UInt64
      switch digit {
      case 0x30...0x39: value = UInt64(digit &- 0x30)
      case 0x61...0x66: value = UInt64(digit &- 0x61 &+ 10)
      default: return nil
      }
      if index < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
    }
    self.init(high: halves.0, low: halves.1)
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension EventID: CustomStringConvertible {
  /// `agent-sequence`, as in `00…2a-17`.
  package var description: String { "\(agent)-\(sequence)" }

  /// Reads what `description` writes; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let agent = AgentID(parts[0]), let sequence = UInt64(parts[1])
    else { return nil }
    self.init(agent: agent, sequence: sequence)
  }
}
