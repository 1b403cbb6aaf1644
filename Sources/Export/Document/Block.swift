/// A piece of a document that stands on its own lines.
enum Block: Hashable, Sendable {
  /// The program's words.
  case paragraph([Inline])
  /// People's words, a paragraph each.
  case prose([[Inline]])
  case list([[Inline]])
  case fields([Field])
  /// Facts of a list side by side. The fields that follow say them again, so a format that is read
  /// from top to bottom leaves it out.
  case overview(Table)
  case notice(Notice)
  /// A part of a section under its own heading.
  case group(Group)
  case comments([Comment])
}
