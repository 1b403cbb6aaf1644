/// Moments of a document's history: their names, and what lies before them.
extension Document {
  /// The heads of everything that the vector holds, with all its past: what names that moment.
  /// Events the document does not hold are passed over.
  ///
  /// - Complexity: O(a²) for a agents, and the ways between their last events.
  package func frontier(of vector: VersionVector) -> [EventID] {
    let last = vector.next.compactMap { agent, next -> Int? in
      let held = min(next, UInt64(graph.nextSequence(of: agent)))
      return held == 0
        ? nil : version(of: EventID(agent: agent, sequence: held - 1))
    }
    return graph.heads(of: last).map { self.event(at: $0) }.sorted()
  }

  /// What an event was made upon; empty for the first, and for one that is not held.
  package func parents(of event: EventID) -> [EventID] {
    guard let version = version(of: event) else { return [] }
    return graph.parents(of: version).map { self.event(at: $0) }.sorted()
  }

  /// The number of the agent's next event.
  package func nextSequence(of agent: AgentID) -> UInt64 { UInt64(graph.nextSequence(of: agent)) }
}
