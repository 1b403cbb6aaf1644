import Client
import Plan
import Terminal

/// Words for the plan's own terms.
enum Wording {
  static func phase(_ key: String) -> String {
    switch Phase(rawValue: key) {
    case .gather: "gathering advice, first draft"
    case .servedDraft: "draft with the family"
    case .final: "final"
    case .amend: "being amended"
    case nil: Escaping.line(key)
    }
  }

  /// What a right lets a person do with a section.
  static func verb(_ right: Right) -> String {
    switch right {
    case .edit: "edit"
    case .decide: "decide on suggestions in"
    case .suggest: "suggest changes to"
    case .comment: "comment on"
    case .read: "read"
    case .none: "–"
    }
  }

  /// Where a suggestion is.
  static func state(_ state: SuggestionState) -> String {
    switch state {
    case .open: "open"
    case .accepted: "accepted already"
    case .rejected: "rejected"
    case .withdrawn: "withdrawn"
    case .contested: "decided differently by two people: ehcp review"
    }
  }

  /// Why the server would not take a change.
  static func refusal(_ code: String) -> String {
    switch code {
    case "not-permitted": "your role does not allow it there"
    case "phase-forbids": "the plan's phase does not allow it"
    case "bad-signature": "it was not signed by this device"
    case "missing-parent", "gap": "it builds on a change that was refused"
    case "impersonation", "agent-of-another": "another device writes under the same name"
    case "malformed": "it does not fit the plan"
    case "too-large": "it is too large"
    case Workspace.discarded: "you discarded it with your private draft"
    default: "the server said “\(Escaping.line(code))”"
    }
  }

  /// What two people did at once, as the beginning of a sentence.
  static func atOnce(_ kind: ReviewItem.Kind) -> String {
    switch kind {
    case .passage: "two people changed the same sentence"
    case .field: "two people changed the same field"
    case .deletion: "one person deleted this, another changed it"
    case .suggestion: "two people decided on the same suggestion"
    case .move: "two people moved this to different places"
    }
  }

  /// What became of that until somebody decides.
  static func meanwhile(_ kind: ReviewItem.Kind) -> String {
    switch kind {
    case .passage, .field: "Both kept."
    case .deletion: "It was kept."
    case .suggestion: "It waits for a decision."
    case .move: "It stands in one of them."
    }
  }
}
