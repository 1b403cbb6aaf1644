/// A run of text inside a line or a paragraph.
indirect enum Inline: Hashable, Sendable {
  /// The program's words.
  case words(VisibleText)
  /// Words people wrote, which may run in another direction than the page.
  case written(VisibleText)
  /// What stands where nothing was written.
  case absent(VisibleText)
  /// A way to another place of the same document.
  case link([Inline], to: Anchor)
  /// A mark after the words that a comment is about.
  case commentMark(VisibleText, to: Anchor)
  /// Words whose look says what became of them.
  case marked([Inline], Marking)
  /// The mark of a footnote: one more than its index in the document's footnotes.
  case footnote(Int)
}
