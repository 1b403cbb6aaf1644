/// Drawing the text and the notes.
extension Screen {
  // MARK: The text

  func drawText(in columns: Range<Int>, _ frame: inout Frame) {
    let start = columns.lowerBound + Self.margin
    let selected = content.passages.firstIndex { $0.id == passage }
    for (offset, row) in layout.rows.dropFirst(textTop).prefix(bodyRows).enumerated() {
      let place = 1 + offset
      let passage = content.passages[row.passage]
      if row.passage == selected, row.kind != .space {
        let look: Cell.Style = focus == .text ? .bold : .dim
        frame.write(sign("▌", ">"), row: place, column: columns.lowerBound, style: look)
      }
      switch row.kind {
      case .space: break
      case .heading:
        frame.write(
          layout.texts[row.passage].text(line: row.line), row: place, column: start,
          end: columns.upperBound, style: .bold)
      case .title:
        frame.write(
          cut(passage.title, to: columns.upperBound - start), row: place, column: start,
          end: columns.upperBound, style: .dim)
      case .empty where !isOpen(passage):
        frame.write(sign("–", "-"), row: place, column: start, style: .dim)
      case .empty, .text:
        let text = layout.texts[row.passage]
        frame.write(
          text.text(line: row.line), row: place, column: start, end: columns.upperBound)
        if !isOpen(passage) { draw(passage.marks, of: row, at: (place, start), &frame) }
      }
    }
    if let row = caretRow {
      let column = openText.position(of: area.caret).column
      frame.cursor = Frame.Cursor(
        row: 1 + row - textTop, column: min(start + column, size.columns - 1))
    }
    if content.passages.isEmpty {
      frame.write("Nothing here yet.", row: 1, column: start, style: .dim)
    }
  }

  private func isOpen(_ passage: ScreenContent.Passage) -> Bool {
    mode == .editing(passage: passage.id)
  }

  private func draw(
    _ marks: [Range<Int>], of row: TextLayout.Row, at place: (row: Int, column: Int),
    _ frame: inout Frame
  ) {
    for mark in marks {
      for (line, columns) in layout.texts[row.passage].columns(of: mark) where line == row.line {
        frame.restyle(
          row: place.row,
          columns: place.column + columns.lowerBound..<place.column + columns.upperBound,
          adding: .underlined)
      }
    }
  }

  // MARK: The notes

  /// Keeps the selected note in sight.
  mutating func arrangeNotes() {
    guard let width = areas.notes?.count else { return }
    noteLayout.arrange(content.notes, width: width, isUnicode: isUnicode)
    if let selected = content.notes.firstIndex(where: { $0.id == note }) {
      let rows = noteLayout.rows(of: selected)
      if rows.upperBound > notesTop + bodyRows { notesTop = rows.upperBound - bodyRows }
      if rows.lowerBound < notesTop { notesTop = rows.lowerBound }
    }
    notesTop = max(0, min(notesTop, noteLayout.rows.count - bodyRows))
  }

  func drawNotes(in columns: Range<Int>, _ frame: inout Frame) {
    let selected = content.notes.firstIndex { $0.id == note }
    for (offset, row) in noteLayout.rows.dropFirst(notesTop).prefix(bodyRows).enumerated() {
      if row.note == selected, focus == .notes, !row.text.isEmpty {
        frame.write(sign("▌", ">"), row: 1 + offset, column: columns.lowerBound, style: .bold)
      }
      frame.write(
        row.text, row: 1 + offset, column: columns.lowerBound + 2 + row.indent,
        end: columns.upperBound, style: style(of: row))
    }
    if content.notes.isEmpty {
      frame.write(
        "No comments here.", row: 1, column: columns.lowerBound + 2, end: columns.upperBound,
        style: .dim)
    }
  }

  /// The title of what was said about the selected passage stands out.
  private func style(of row: NoteLayout.Row) -> Cell.Style {
    switch row.kind {
    case .title:
      let place = content.notes[row.note].passage
      return place != nil && place == passage ? [.bold, .underlined] : .bold
    case .quote: return .dim
    case .body, .space: return []
    }
  }
}
