package import CRDT

extension CheckContext {
  /// Notes what has changed in `parts` since the draft was served and nothing explains, for E20.
  ///
  /// Of a part nothing is said where the reader was not told how it was served, or does not hold that
  /// history: who does will say it.
  ///
  /// - Complexity: O(history of the parts that changed).
  package mutating func note(
    changesIn parts: [PartDocument], since acts: [OfficialAct], rules: ActRules,
    authors: [AgentID: Author]
  ) {
    guard let served = acts.servedDraft else {
      unexplainedChanges = nil
      return
    }
    unexplainedChanges = parts.filter { $0.template.kind == .section }.flatMap { part in
      let changes = served.frontiers[part.id].flatMap { frontier in
        try? IssueGate.changes(
          in: part, since: frontier, rules: rules, suggestions: part.acceptedSuggestions,
          authors: authors)
      }
      return (changes ?? []).filter { $0.reason == nil }.map { change in
        UnexplainedChange(place: change.place, author: authors[change.author]?.name)
      }
    }
  }
}
