/// One agent's events whose content is erased, or is to be.
///
/// An erasure leaves everything in its place: a scalar becomes ``BatchContent/erasedScalar``, a text
/// in a register that same scalar, a number nothing. So lengths and positions stay, and merging, which
/// reads no content, goes on as before.
///
/// Erasures replicate: a part's erasures are the members of a set at ``address`` of its document, from
/// which nothing is ever removed. Whoever takes such a member in blanks what it names, everywhere.
package struct Erasure: Hashable, Comparable, Sendable {
  package let agent: AgentID
  package let events: Range<UInt64>

  package init(agent: AgentID, events: Range<UInt64>) {
    self.agent = agent
    self.events = events
  }

  /// Where a document keeps them. No field of a template has such a name.
  package static let address = ObjectAddress(key: "$erased")

  package static func < (left: Erasure, right: Erasure) -> Bool {
    left.agent != right.agent
      ? left.agent < right.agent
      : (left.events.lowerBound, left.events.upperBound)
        < (right.events.lowerBound, right.events.upperBound)
  }

  /// Whether the other's events are all among these.
  package func covers(_ other: Erasure) -> Bool {
    agent == other.agent && events.lowerBound <= other.events.lowerBound
      && events.upperBound >= other.events.upperBound
  }

  /// The same events, in order, each once, in as few stretches as can be.
  package static func joined(_ erasures: [Erasure]) -> [Erasure] {
    var joined: [Erasure] = []
    for erasure in erasures.sorted() where !erasure.events.isEmpty {
      if let last = joined.last, last.agent == erasure.agent,
        erasure.events.lowerBound <= last.events.upperBound
      {
        let end = max(last.events.upperBound, erasure.events.upperBound)
        joined[joined.count - 1] = Erasure(
          agent: last.agent, events: last.events.lowerBound..<end)
      } else {
        joined.append(erasure)
      }
    }
    return joined
  }
}

extension Erasure {
  /// The member of the set: `<agent>-<first>+<count>`.
  var member: RegisterValue { .text(description) }

  /// Reads a member; nil for anything else.
  init?(_ member: RegisterValue) {
    guard case .text(let text) = member else { return nil }
    self.init(text)
  }
}

extension Erasure: CustomStringConvertible {
  package var description: String {
    "\(EventID(agent: agent, sequence: events.lowerBound))+\(events.count)"
  }

  /// Reads what `description` writes; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = EventID(parts[0]), let count = UInt64(parts[1]), count > 0,
      count <= UInt64(EventGraph.capacity), first.sequence < UInt64(EventGraph.capacity)
    else { return nil }
    self.init(agent: first.agent, events: first.sequence..<first.sequence + count)
    guard description == text else { return nil }
  }
}
