/// The lines of the pane in the middle: headings, titles and texts, one below the other.
struct TextLayout: Sendable {
  struct Row: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case heading, title, text, empty, space }

    var kind: Kind
    /// Index of the passage.
    var passage: Int
    /// Of the passage's text.
    var line: Int
  }

  private(set) var rows: [Row] = []
  /// By passage.
  private(set) var texts: [WrappedText] = []
  private var passages: [ScreenContent.Passage] = []
  private var width = 0

  /// Lays out anew what has changed since the last time.
  mutating func arrange(_ new: [ScreenContent.Passage], width: Int) {
    if new == passages, width == self.width { return }
    let known = width == self.width ? Array(zip(passages, texts)) : []
    // Most often one passage is being written, and all others are where they were.
    let isSameOrder = known.count == new.count
    var moved: [String: WrappedText] = [:]
    if !isSameOrder { for (old, text) in known { moved[Self.key(old)] = text } }
    texts = new.enumerated().map { index, passage in
      let kept =
        isSameOrder
        ? (Self.key(known[index].0) == Self.key(passage) ? known[index].1 : nil)
        : moved[Self.key(passage)]
      return kept
        ?? WrappedText(passage.kind == .heading ? passage.title : passage.text, width: width)
    }
    (passages, self.width) = (new, width)
    rows = []
    for (index, passage) in new.enumerated() {
      if index > 0 { rows.append(Row(kind: .space, passage: index, line: 0)) }
      if passage.kind == .heading {
        rows += (0..<texts[index].lineCount).map { Row(kind: .heading, passage: index, line: $0) }
        continue
      }
      rows.append(Row(kind: .title, passage: index, line: 0))
      let isEmpty = passage.text.isEmpty
      rows += (0..<texts[index].lineCount).map {
        Row(kind: isEmpty ? .empty : .text, passage: index, line: $0)
      }
    }
  }

  private static func key(_ passage: ScreenContent.Passage) -> String {
    passage.kind == .heading ? "\0" + passage.title : passage.text
  }

  /// The rows a passage takes, its title included.
  func rows(of passage: Int) -> Range<Int> {
    guard let first = rows.firstIndex(where: { $0.passage == passage && $0.kind != .space }),
      let last = rows.lastIndex(where: { $0.passage == passage })
    else { return 0..<0 }
    return first..<last + 1
  }
}
