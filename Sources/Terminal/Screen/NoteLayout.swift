/// The lines of the pane at the right: comments, suggestions and what is to be reviewed, one below the
/// other.
struct NoteLayout: Sendable {
  struct Row: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case title, quote, body, space }

    var kind: Kind
    /// Index of the note.
    var note: Int
    var indent: Int
    var text: String
  }

  private(set) var rows: [Row] = []
  /// The first row of each note, which is the space above it.
  private var starts: [Int] = []
  private var notes: [ScreenContent.Note] = []
  private var width = 0

  /// Lays out anew, if anything has changed since the last time.
  ///
  /// - Complexity: O(1) for the very notes of the last time, otherwise O(their text).
  mutating func arrange(_ new: [ScreenContent.Note], width: Int, isUnicode: Bool) {
    if width == self.width, new == notes { return }
    (notes, self.width, rows, starts) = (new, width, [], [])
    for (index, note) in new.enumerated() {
      let indent = min(note.depth, 4) * 2
      starts.append(rows.count)
      if index > 0 { rows.append(Row(kind: .space, note: index, indent: 0, text: "")) }
      func add(_ text: String, _ kind: Row.Kind) {
        let wrapped = WrappedText(text, width: max(8, width - indent - 2))
        for line in 0..<wrapped.lineCount {
          rows.append(
            Row(kind: kind, note: index, indent: indent, text: wrapped.text(line: line)))
        }
      }
      add(note.title, .title)
      if !note.quote.isEmpty {
        add(isUnicode ? "“\(note.quote)”" : "\"\(note.quote)\"", .quote)
      }
      add(note.body, .body)
    }
  }

  /// The rows of a note, with the space above it.
  func rows(of note: Int) -> Range<Int> {
    guard starts.indices.contains(note) else { return 0..<0 }
    return starts[note]..<(note + 1 < starts.count ? starts[note + 1] : rows.count)
  }
}
