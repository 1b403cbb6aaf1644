/// One part of the plan, under a heading of the second level.
struct Section: Hashable, Sendable {
  var anchor: Anchor
  var heading: [Inline]
  var blocks: [Block]
}
