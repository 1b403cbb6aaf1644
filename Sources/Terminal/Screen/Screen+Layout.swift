/// Where things stand on a screen of any size.
extension Screen {
  /// The columns of each pane that is shown.
  struct Areas: Hashable, Sendable {
    var sections: Range<Int>?
    var text: Range<Int>?
    var notes: Range<Int>?
  }

  /// Below this, one pane is shown at a time.
  private static let narrow = 64
  /// From this on, all three are.
  private static let wide = 116

  var hasRoomForNotes: Bool { size.columns >= Self.wide }
  var hasNotesPane: Bool { hasRoomForNotes || showsNotes }
  var bodyRows: Int { max(1, size.rows - 3) }

  var areas: Areas {
    let columns = size.columns
    let sections = 26
    guard columns >= Self.narrow else {
      let all = 0..<columns
      return switch focus {
      case .sections: Areas(sections: all)
      case .text: Areas(text: all)
      case .notes: Areas(notes: all)
      }
    }
    if hasRoomForNotes {
      let notes = columns - min(44, columns / 3)
      let sections = 32
      return Areas(
        sections: 0..<sections, text: sections + 1..<notes - 1, notes: notes..<columns)
    }
    guard showsNotes, focus != .sections else {
      return Areas(sections: 0..<sections, text: sections + 1..<columns)
    }
    let notes = columns - columns * 2 / 5
    return Areas(text: 0..<notes - 1, notes: notes..<columns)
  }

  /// The columns before a passage's words: a bar where it is selected, and a space.
  static let margin = 2

  /// Lays the text out, and keeps what matters in sight.
  mutating func arrange() {
    var passages = content.passages
    if case .editing(let id) = mode, let index = passages.firstIndex(where: { $0.id == id }) {
      passages[index].text = area.text
      passages[index].marks = []
    }
    if let text = areas.text {
      layout.arrange(passages, width: text.count - Self.margin - 1)
    }
    if let row = caretRow {
      textTop = min(max(textTop, row - bodyRows + 1), row)
    }
    textTop = max(0, min(textTop, layout.rows.count - bodyRows))
    arrangeNotes()
    arrangePage()
  }

  /// The open passage's text as it is shown.
  var openText: WrappedText {
    guard let index = openIndex, layout.texts.indices.contains(index) else {
      return WrappedText(area.text, width: max(2, (areas.text?.count ?? size.columns) - 3))
    }
    return layout.texts[index]
  }

  private var openIndex: Int? {
    guard case .editing(let id) = mode else { return nil }
    return content.passages.firstIndex { $0.id == id }
  }

  /// The row of the layout that the caret is on; nil outside of editing.
  var caretRow: Int? {
    guard let index = openIndex else { return nil }
    // The first row of a passage is its title.
    return layout.rows(of: index).lowerBound + 1 + openText.position(of: area.caret).line
  }

  /// The first row of the selected passage.
  var selectedRow: Int? {
    guard let index = content.passages.firstIndex(where: { $0.id == passage }) else { return nil }
    let rows = layout.rows(of: index)
    return rows.isEmpty ? nil : rows.lowerBound
  }

  /// Brings the selected passage into sight: as a whole, or from its first row on.
  mutating func reveal() {
    guard let index = content.passages.firstIndex(where: { $0.id == passage }) else { return }
    let rows = layout.rows(of: index)
    if rows.upperBound > textTop + bodyRows { textTop = rows.upperBound - bodyRows }
    if rows.lowerBound < textTop { textTop = rows.lowerBound }
    // The heading above the first passage comes along.
    if selectable.first == passage { textTop = 0 }
  }
}
