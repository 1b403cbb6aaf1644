package import CRDT

/// Whose words accepted ones are.
extension PartDocument {
  /// The events by which somebody accepted a suggestion: its words are the suggester's, the decision
  /// the acceptor's.
  package struct Acceptance: Hashable, Sendable {
    package var suggestion: EventID
    /// Every event that made its changes, insertions and deletions alike, by one agent.
    package var events: EventStretch

    /// Whose words they are.
    package var suggester: AgentID { suggestion.agent }
    /// Who accepted them.
    package var acceptor: AgentID { events.first.agent }
  }

  /// Every acceptance that was not taken back.
  ///
  /// - Complexity: O(suggestions).
  package var acceptances: [Acceptance] {
    document.records(inListAt: Self.suggestionList).flatMap { record in
      accepted(of: record.id).map { Acceptance(suggestion: record.id, events: $0) }
    }
  }

  /// The acceptance an event is of; nil for an edit of somebody's own. Asked of many events, look
  /// through ``acceptances`` instead.
  package func acceptance(of event: EventID) -> Acceptance? {
    acceptances.first { $0.events.contains(event) }
  }
}
