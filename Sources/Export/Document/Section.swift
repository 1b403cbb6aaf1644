/// One part of the plan, under a heading of the second level.
struct Section: Hashable, Sendable {
  var anchor: Anchor
  var heading: [Inline]
  /// The heading as a contents list shows it.
  var shortHeading: [Inline]
  /// The provision of the law that demands the section; empty where the template names none.
  var basis: VisibleText
  var blocks: [Block]
}
