package import CRDT

/// A change somebody proposes, for another person to accept or to refuse: a record of the part's list
/// of suggestions. What it proposes never changes; what is decided of it may.
package struct Suggestion: Hashable, Sendable {
  package let id: EventID
  package let number: Int
  /// Why.
  package let message: String
  package let changes: [SuggestedChange]
  /// The decisions no later one has replaced, the greatest event's first.
  package let decisions: [SuggestionDecision]
  /// For each acceptance among them, the events that made the changes.
  package let accepted: [EventStretch]

  package var author: AgentID { id.agent }

  package var state: SuggestionState {
    let kinds = Set(decisions.map(\.kind))
    if kinds.contains(.accepted) {
      return kinds.count > 1 || accepted.count > 1 && isDoubledByRepeating ? .contested : .accepted
    }
    if kinds.contains(.rejected) { return .rejected }
    return kinds.contains(.withdrawn) ? .withdrawn : .open
  }

  /// Whether making the changes twice makes something twice. Taking words out or setting a value does
  /// not.
  private var isDoubledByRepeating: Bool {
    changes.contains { change in
      switch change.action {
      case .text(_, _, _, let with): !with.isEmpty
      case .add: true
      case .value, .link, .unlink, .remove, .move: false
      }
    }
  }
}
