/// Something a reader must not miss, set apart from the plan's own words.
struct Notice: Hashable, Sendable {
  var title: VisibleText
  var paragraphs: [[Inline]] = []
  /// A list below the paragraphs.
  var items: [[Inline]] = []
}
