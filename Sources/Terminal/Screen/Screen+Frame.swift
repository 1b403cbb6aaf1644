/// Drawing: the state as a frame.
extension Screen {
  /// - Complexity: O(cells).
  package func frame() -> Frame {
    var frame = Frame(size: size)
    drawTitle(&frame)
    if let page {
      draw(page, &frame)
    } else {
      let areas = areas
      if let columns = areas.sections { drawSections(in: columns, &frame) }
      if let columns = areas.text { drawText(in: columns, &frame) }
      if let columns = areas.notes { drawNotes(in: columns, &frame) }
      drawEdges(areas, &frame)
    }
    drawStatus(&frame)
    drawKeys(&frame)
    return frame
  }

  /// A style without what this terminal shall not show.
  func style(_ style: Cell.Style) -> Cell.Style {
    usesColour ? style : style.subtracting([.red, .green, .yellow])
  }

  /// A sign of ours, or what stands for it where the locale knows no more than ASCII.
  func sign(_ sign: String, _ plain: String) -> String { isUnicode ? sign : plain }

  // MARK: Top and bottom

  private func drawTitle(_ frame: inout Frame) {
    frame.restyle(row: 0, columns: 0..<size.columns, adding: .reversed)
    let present = status.present.isEmpty ? "" : "Here: " + status.present.joined(separator: ", ")
    let room = max(0, size.columns - 1)
    let end = frame.write(content.title, row: 0, column: 1, end: room, style: [.bold, .reversed])
    let width = DisplayWidth.of(present)
    let start = max(end + 2, room - width)
    if start < room {
      frame.write(present, row: 0, column: start, end: room, style: .reversed)
    }
  }

  private func drawStatus(_ frame: inout Frame) {
    let row = size.rows - 2
    guard row > 0 else { return }
    if case .asking(let question) = mode { return drawQuestion(question, row: row, &frame) }
    if let message {
      frame.write(
        message.text, row: row, column: 1, style: style(message.isBad ? [.bold, .red] : .bold))
      return
    }
    let words = status.words
    // What was typed a moment ago is not even on this device yet.
    let text = isDirty ? "Typing" + sign("…", "...") : words.text
    frame.write(text, row: row, column: 1, style: isDirty ? [] : style(words.style))
  }

  private func drawQuestion(_ question: Question, row: Int, _ frame: inout Frame) {
    let prompt: String
    switch question {
    case .comment(let id):
      let label = content.passages.first { $0.id == id }?.label ?? content.section
      prompt = "Comment on \(label): "
    case .reply: prompt = "Answer: "
    case .reject: prompt = "Why not? "
    case .add: prompt = "New \(content.addition ?? ""): "
    }
    let start = frame.write(prompt, row: row, column: 1, style: .bold)
    // The end of a long line is what is being typed.
    let room = max(2, size.columns - start - 1)
    let clusters = Cluster.clusters(of: area.text)
    var from = 0
    func width(_ range: Range<Int>) -> Int { clusters[range].reduce(0) { $0 + $1.width } }
    let caret = clusters.firstIndex { $0.offset >= area.caret } ?? clusters.count
    while width(from..<caret) >= room { from += 1 }
    let shown = clusters[from...].map(\.glyph).joined()
    frame.write(shown, row: row, column: start)
    frame.cursor = Frame.Cursor(row: row, column: start + width(from..<caret))
  }

  private func drawKeys(_ frame: inout Frame) {
    let row = size.rows - 1
    guard row > 0 else { return }
    var column = 1
    for (key, meaning) in keys {
      let width = DisplayWidth.of(key) + DisplayWidth.of(meaning) + 1
      if column + width > size.columns { return }
      column = frame.write(key, row: row, column: column, style: .bold)
      column = frame.write(" " + meaning, row: row, column: column, style: .dim) + 2
    }
  }

  /// The keys that mean something now, the most useful first.
  private var keys: [(String, String)] {
    let arrows = sign("↑↓", "up/down")
    let notes = ("c", showsNotes || hasRoomForNotes ? "text" : "comments")
    switch mode {
    case .help, .notice, .deciding: return pageKeys
    case .asking: return [("Enter", "save"), ("Esc", "leave it")]
    case .editing where area.isSingleLine:
      return [("Enter", "save"), ("Esc", "leave it as it was")]
    case .editing:
      return [
        ("Esc", "done"), ("^U", "undo"), ("^R", "redo"), ("^S", "sync"), ("^W", "delete word"),
      ]
    case .reading: break
    }
    switch focus {
    case .sections:
      return [
        (arrows, "section"), ("Enter", "read"), ("m", "comment"), notes, ("s", "sync"),
        ("?", "help"), ("q", "quit"),
      ]
    case .text:
      return [
        (arrows, "move"), ("Enter", "edit"), ("m", "comment"), notes, ("a", "add"),
        ("s", "sync"), ("?", "help"), ("q", "quit"),
      ]
    case .notes:
      let acts: [(String, String)] =
        switch content.notes.first(where: { $0.id == note })?.kind {
        case .comment: [("r", "answer"), ("x", "close")]
        case .suggestion: [("y", "accept"), ("n", "reject")]
        case .review, nil: []
        }
      return [(arrows, "move"), ("Enter", "go there")] + acts
        + [("c", "text"), ("?", "help"), ("q", "quit")]
    }
  }

  // MARK: Panes

  private func drawEdges(_ areas: Areas, _ frame: inout Frame) {
    let edges = [areas.sections, areas.text, areas.notes].compactMap(\.self).dropLast()
    for edge in edges {
      for row in 1..<1 + bodyRows where edge.upperBound < size.columns {
        frame.write(sign("│", "|"), row: row, column: edge.upperBound, style: .dim)
      }
    }
  }

  private func drawSections(in columns: Range<Int>, _ frame: inout Frame) {
    let selected = content.sections.firstIndex { $0.id == content.section } ?? 0
    let top = max(0, min(selected - bodyRows / 2, content.sections.count - bodyRows))
    for (index, section) in content.sections.enumerated().dropFirst(top).prefix(bodyRows) {
      let row = 1 + index - top
      var look: Cell.Style = section.isShared ? [] : .dim
      if index == selected { look.formUnion(focus == .sections ? [.reversed, .bold] : .bold) }
      if index == selected {
        let mark = focus == .sections ? " " : sign("▌", ">")
        frame.restyle(row: row, columns: columns, adding: look)
        frame.write(mark, row: row, column: columns.lowerBound, style: look)
      }
      let badge = section.isShared ? section.badge : "not shared"
      let badgeStart = columns.upperBound - DisplayWidth.of(badge) - 1
      frame.write(
        section.label, row: row, column: columns.lowerBound + 1, end: badgeStart, style: look)
      let title = columns.lowerBound + 1 + labelWidth
      let end = badge.isEmpty ? badgeStart : badgeStart - 1
      frame.write(
        cut(section.title, to: end - title), row: row, column: title, end: end, style: look)
      frame.write(badge, row: row, column: badgeStart, end: columns.upperBound, style: look)
    }
  }

  /// A text of one line, with a sign at its end where some of it is left out.
  func cut(_ text: String, to width: Int) -> String {
    if DisplayWidth.of(text) <= width { return text }
    var cut = ""
    var used = DisplayWidth.of(sign("…", "~"))
    for cluster in Cluster.clusters(of: text) {
      used += cluster.width
      if used > width { break }
      cut += cluster.glyph
    }
    return cut + sign("…", "~")
  }

  private var labelWidth: Int {
    min(10, (content.sections.map { DisplayWidth.of($0.label) }.max() ?? 0) + 1)
  }
}
