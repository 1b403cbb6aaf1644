package import CRDT

/// Whose doing something is: the words of a stretch, a value, a deletion.
package struct Attribution: Hashable, Sendable {
  /// The event by which it first came to be; its time is when the words were written.
  package var event: EventID
  /// Whose words they are.
  package var writer: AgentID
  /// Who took them into the plan, where the writer only suggested them.
  package var acceptor: AgentID?
  /// Who put them back after they had been deleted.
  package var restorer: AgentID?

  package init(
    event: EventID, writer: AgentID, acceptor: AgentID? = nil, restorer: AgentID? = nil
  ) {
    self.event = event
    self.writer = writer
    self.acceptor = acceptor
    self.restorer = restorer
  }

  /// Whether the same agents did it; the events may differ.
  package func isSameHand(as other: Attribution) -> Bool {
    writer == other.writer && acceptor == other.acceptor && restorer == other.restorer
  }
}
