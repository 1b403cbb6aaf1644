package import CRDT

/// A suggestion as a reader sees it: what it would change, whether it still can, and what was decided.
package struct SuggestionView: Hashable, Sendable {
  package var id: EventID
  /// As its author's device numbered it: one more than the greatest number of the part it knew.
  package var number: Int
  /// What people call it: `S3`; `S3-tkwnf` where two people made a third while apart.
  package var label: String
  package var author: AgentID
  /// Why; empty where its author gave no reason.
  package var message: String
  package var state: SuggestionState
  /// Every decision that no later one has replaced: one, or those people made at the same time.
  package var decisions: [SuggestionDecision]
  package var changes: [SuggestedChangeView]
  /// The labels of other open suggestions that would change the same words, value or record.
  package var overlaps: [String]

  package init(
    id: EventID, number: Int, label: String, author: AgentID, message: String,
    state: SuggestionState, decisions: [SuggestionDecision], changes: [SuggestedChangeView],
    overlaps: [String] = []
  ) {
    self.id = id
    self.number = number
    self.label = label
    self.author = author
    self.message = message
    self.state = state
    self.decisions = decisions
    self.changes = changes
    self.overlaps = overlaps
  }

  /// Whether everything it would change still is as its author saw it.
  package var stands: Bool { changes.allSatisfy { $0.ground == .stands } }
  /// Whether something of it can no longer be made: then none of it is.
  package var isImpossible: Bool { changes.contains { $0.ground == .gone } }
}

/// Where a suggestion is.
package enum SuggestionState: String, Hashable, Sendable {
  case open
  case accepted
  case rejected
  case withdrawn
  /// People decided differently, or twice over, while apart: a review item settles it.
  case contested
}

/// What somebody made of a suggestion.
package struct SuggestionDecision: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case accepted
    case rejected
    case withdrawn
    /// Open again.
    case open
  }

  package var kind: Kind
  /// Why it was rejected; empty otherwise.
  package var reason: String
  package var author: AgentID

  package init(kind: Kind, reason: String = "", author: AgentID) {
    self.kind = kind
    self.reason = reason
    self.author = author
  }
}

/// One change of a suggestion, in words.
package struct SuggestedChangeView: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case text
    case value
    case link
    case unlink
    case add
    case remove
    case move
  }

  /// What has become, since it was suggested, of what it would change.
  package enum Ground: Hashable, Sendable {
    /// Nothing.
    case stands
    /// Somebody changed it; this is what stands there now.
    case changed(now: String)
    /// It is not there any more.
    case gone
  }

  package var kind: Kind
  /// What it would change; for a record to be added its list, for a field of such a record the field.
  package var place: Place
  /// What stood there when it was suggested; of a link its target, of a record its title.
  package var was: FieldValue
  /// What would stand there.
  package var with: FieldValue
  /// The few words that stand before a change of text, for a reader to find it by.
  package var behind: String
  package var ground: Ground
  /// Where the words to be replaced stand now, in scalars; nil for other kinds and what is gone.
  package var range: Range<Int>?

  package init(
    kind: Kind, place: Place, was: FieldValue, with: FieldValue,
    behind: String = "", ground: Ground = .stands, range: Range<Int>? = nil
  ) {
    self.kind = kind
    self.place = place
    self.was = was
    self.with = with
    self.behind = behind
    self.ground = ground
    self.range = range
  }
}
