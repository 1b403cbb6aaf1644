package import CRDT

/// One change that a suggestion proposes, in terms that hold whatever others do meanwhile: words by the
/// events that wrote them, records by theirs.
package struct SuggestedChange: Hashable, Sendable {
  /// Whose field is meant, or which record.
  package enum Subject: Hashable, Sendable {
    /// The part itself; as a neighbour, the beginning of a list.
    case part
    case record(EventID)
    /// The record that the suggestion's change of this index adds.
    case added(Int)
  }

  package enum Action: Hashable, Sendable {
    /// In place of the scalars of `deleted`, or behind the scalar `after` where there are none, the
    /// words `with`. `after` is nil at the beginning of the text. `was` are the words as they were.
    case text(deleted: [EventStretch], after: EventID?, was: String, with: String)
    case value(was: RegisterValue, with: RegisterValue)
    case link(EventID)
    case unlink(EventID)
    /// Adds a record to the list `key` behind another.
    case add(after: Subject)
    case remove
    case move(after: Subject, was: Subject)
  }

  package var subject: Subject
  /// The field; of a record added, removed or moved, the list.
  package var key: String
  package var action: Action

  package init(_ subject: Subject, _ key: String, _ action: Action) {
    self.subject = subject
    self.key = key
    self.action = action
  }
}
