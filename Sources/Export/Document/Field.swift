/// A name and what is written under it.
struct Field: Hashable, Sendable {
  enum Shape: Hashable, Sendable {
    /// A few words, which may stand beside others.
    case short
    /// Names of other records, a list that may stand beside others.
    case references
    /// Paragraphs, which need the width of the page.
    case long
  }

  var label: VisibleText
  var shape: Shape
  /// Paragraphs, prose, lists and notices only.
  var content: [Block]
}
