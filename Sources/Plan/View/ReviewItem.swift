package import CRDT

/// Something two people touched while apart, merged without asking, for a person to look at.
package struct ReviewItem: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// The same sentence of a text.
    case passage
    /// The same single-value field.
    case field
    /// A record deleted by one and edited by another.
    case deletion
    /// A suggestion accepted by one and rejected by another, or accepted twice.
    case suggestion
  }

  package var kind: Kind
  package var place: Place
  /// The words before either wrote; nil where there were none.
  package var before: String?
  /// Each side's words, in the order of their agents.
  package var sides: [Side]
  /// What stands in the plan now.
  package var merged: String
  /// Of a passage: where `merged` stands in the field's text, in Unicode scalars.
  package var range: Range<Int>?
  /// Of a passage: the insertions and deletions it is about.
  package var edits: [EventStretch]
  /// Of a suggestion: its id; each side is one of its decisions.
  package var suggestion: EventID?

  package struct Side: Hashable, Sendable {
    package var author: AgentID
    package var words: String

    package init(author: AgentID, words: String) {
      self.author = author
      self.words = words
    }
  }

  package init(
    kind: Kind, place: Place, before: String?, sides: [Side], merged: String,
    range: Range<Int>? = nil, edits: [EventStretch] = [], suggestion: EventID? = nil
  ) {
    self.kind = kind
    self.place = place
    self.before = before
    self.sides = sides
    self.merged = merged
    self.range = range
    self.edits = edits
    self.suggestion = suggestion
  }
}
