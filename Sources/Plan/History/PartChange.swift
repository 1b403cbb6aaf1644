package import CRDT

/// One thing somebody did at one place, as a person would tell it.
package struct PartChange: Hashable, Sendable {
  /// With the record's number as it stands now; without one where the record is gone.
  package var place: Place
  package var what: What
  /// What the place's record is called, also of one that is gone: its first line.
  package var title: String

  package init(place: Place, what: What, title: String = "") {
    self.place = place
    self.what = what
    self.title = title
  }

  package enum What: Hashable, Sendable {
    /// Words of a text written and taken out.
    case text(added: Int, removed: Int)
    case value(before: FieldValue, after: FieldValue)
    case links(added: [EventID], removed: [EventID])
    /// A record, with so many words in its texts at once.
    case recordAdded(words: Int)
    case recordRemoved
    case recordRestored
    case recordMoved
    /// Said something about the place.
    case commented
    /// Closed a comment's thread, or opened it again.
    case commentClosed(Bool)
    case reviewed
    /// Proposed changes, by the suggestion's number.
    case suggested(Int)
    /// Accepted a suggestion, rejected, withdrew, or opened it again.
    case decided(Int, SuggestionDecision.Kind)
    case versionNamed(String)
    /// Something else that changes no word of the plan: the reserved list it is in.
    case noted(String)

    /// Whether the plan says something else by it, or says it elsewhere; talking about it does not.
    package var changesThePlan: Bool {
      switch self {
      case .text, .value, .links, .recordAdded, .recordRemoved, .recordRestored, .recordMoved: true
      case .commented, .commentClosed, .reviewed, .suggested, .decided, .versionNamed, .noted: false
      }
    }
  }
}
