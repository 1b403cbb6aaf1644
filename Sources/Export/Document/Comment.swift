/// The first comment of a thread, or an answer in one.
struct Comment: Hashable, Sendable {
  /// As in `C7`.
  var label: VisibleText
  var anchor: Anchor?
  /// Who wrote it.
  var author: [Inline]
  /// What it is about; empty for an answer.
  var place: [Inline]
  /// The words it was made on; empty where there were none.
  var quote: VisibleText
  var isResolved: Bool
  var body: [[Inline]]
  /// In order of their numbers; an answer has none of its own.
  var replies: [Comment]
}
