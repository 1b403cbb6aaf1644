/// A part of a section under its own heading.
struct Group: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A stretch of prose or a list's own heading.
    case passage
    /// One need, outcome or provision: paper keeps it on one page where it can.
    case record
  }

  var kind: Kind
  /// 3 below a section's heading, 4 below that.
  var level: Int
  var anchor: Anchor?
  var heading: [Inline]
  var blocks: [Block]
}
