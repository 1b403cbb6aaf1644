package import CRDT

/// A comment and its place: what it is about, and whether that still stands.
package struct CommentView: Sendable {
  package var id: EventID
  /// As its author's device numbered it: one more than the greatest number of the part it knew.
  package var number: Int
  /// What people call it: `C7`; `C7-tkwnf` where two people made a seventh while apart.
  package var label: String
  package var author: AgentID
  /// Set where `author` wrote down what another person said.
  package var onBehalfOf: OnBehalfOf?
  package var body: String
  package var place: Place
  /// The words it was made on, as they were then; empty for a comment on a whole record or part.
  package var quote: String
  /// Where those words stand now, in Unicode scalars of the field's text; nil once they are gone.
  package var range: Range<Int>?
  package var resolved: Bool
  /// The comment this one answers; nil for the first of a thread.
  package var inReplyTo: EventID?

  package init(
    id: EventID, number: Int, label: String? = nil, author: AgentID,
    onBehalfOf: OnBehalfOf? = nil, body: String, place: Place, quote: String, range: Range<Int>?,
    resolved: Bool, inReplyTo: EventID?
  ) {
    self.id = id
    self.number = number
    self.label = label ?? "C\(number)"
    self.author = author
    self.onBehalfOf = onBehalfOf
    self.body = body
    self.place = place
    self.quote = quote
    self.range = range
    self.resolved = resolved
    self.inReplyTo = inReplyTo
  }
}
