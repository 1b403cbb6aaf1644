package import CRDT

/// A suggestion somebody accepted, with the events by which it was carried out.
package struct AcceptedSuggestion: Hashable, Sendable {
  package var id: EventID
  /// Whose words they are.
  package var author: AgentID
  /// Consecutive events of one agent, first and last.
  package var runs: [ClosedRange<EventID>]

  package init(id: EventID, author: AgentID, runs: [ClosedRange<EventID>]) {
    self.id = id
    self.author = author
    self.runs = runs
  }

  func made(_ event: EventID) -> Bool {
    runs.contains { $0.lowerBound.agent == event.agent && $0.contains(event) }
  }
}

extension PartDocument {
  /// The suggestions that were accepted, and not taken back, with what carried them out.
  package var acceptedSuggestions: [AcceptedSuggestion] {
    acceptances.map {
      AcceptedSuggestion(
        id: $0.suggestion, author: $0.suggester, runs: [$0.events.first...$0.events.last])
    }
  }
}
