/// A page over the panes: help, what must not be missed, what is to be decided.
extension Screen {
  struct PageLine: Hashable, Sendable {
    var text: String
    var style: Cell.Style = []
  }

  /// What is shown in place of the panes; nil where they are.
  var page: [PageLine]? {
    switch mode {
    case .help: Self.help.flatMap(lines)
    case .notice(let text): lines(text, .bold)
    case .deciding(let text, _): lines(text, [])
    case .reading, .editing, .asking: nil
    }
  }

  mutating func turn(to page: Mode) {
    (mode, pageTop) = (page, 0)
  }

  /// Help goes with any key that does not turn it, a notice once it is read, a decision with an answer.
  mutating func readPage(_ key: Key) -> [Effect] {
    switch key {
    case .up: pageTop -= 1
    case .down: pageTop += 1
    case .pageUp: pageTop -= bodyRows - 1
    case .pageDown, .text(" "): pageTop += bodyRows - 1
    default: return close(key)
    }
    return []
  }

  private mutating func close(_ key: Key) -> [Effect] {
    switch (mode, key) {
    case (.deciding(_, let yes), .text("y")):
      mode = .reading
      return [yes]
    case (.deciding, .escape), (.deciding, .text("n")), (.notice, .enter), (.notice, .escape),
      (.help, _):
      mode = .reading
    default: break
    }
    return []
  }

  /// Keeps the page within the screen.
  mutating func arrangePage() {
    pageTop = max(0, min(pageTop, (page?.count ?? 0) - bodyRows))
  }

  var pageKeys: [(String, String)] {
    let isLonger = (page?.count ?? 0) > bodyRows
    let turning = isLonger ? [(sign("↑↓", "up/down"), "more")] : []
    switch mode {
    case .notice: return [("Enter", "read it")] + turning
    case .deciding: return [("y", "yes"), ("n", "no, leave it")] + turning
    default: return turning + [(isLonger ? "any other key" : "any key", "back")]
    }
  }

  func draw(_ page: [PageLine], _ frame: inout Frame) {
    for (offset, line) in page.dropFirst(pageTop).prefix(bodyRows).enumerated() {
      frame.write(line.text, row: 1 + offset, column: 2, style: line.style)
    }
  }

  // MARK: Lines

  private func lines(_ text: String, _ style: Cell.Style) -> [PageLine] {
    let wrapped = WrappedText(text, width: size.columns - 4)
    return [PageLine(text: "")]
      + (0..<wrapped.lineCount).map { PageLine(text: wrapped.text(line: $0), style: style) }
  }

  private enum Help {
    case heading(String)
    case line(keys: String, meaning: String)
  }

  /// The columns that keys take.
  private static let keyWidth = 18

  private func lines(_ help: Help) -> [PageLine] {
    switch help {
    case .heading(let text): return [PageLine(text: text, style: .bold)]
    case .line(let keys, let meaning):
      let keys = isUnicode ? keys : keys.replacing("↑ ↓ ← →", with: "arrows ")
      let wrapped = WrappedText(meaning, width: max(20, size.columns - Self.keyWidth - 4))
      return (0..<wrapped.lineCount).map { line in
        let start = line == 0 ? "  " + keys : ""
        let space = String(repeating: " ", count: max(1, Self.keyWidth - DisplayWidth.of(start)))
        return PageLine(text: start + space + wrapped.text(line: line))
      }
    }
  }

  private static let help: [Help] = [
    .heading("Reading"),
    .line(keys: "↑ ↓ ← →  Tab", meaning: "move between sections, fields and comments"),
    .line(keys: "A B C …", meaning: "a section, from the list at the left"),
    .line(
      keys: "Enter", meaning: "read the section; edit the field; go to the comment's place"),
    .line(keys: "Space PgUp PgDn", meaning: "turn the page"),
    .line(keys: "c", meaning: "show comments, or hide them"),
    .line(keys: "a", meaning: "add a record: a need, an outcome, a provision"),
    .line(keys: "m", meaning: "comment on the field, or on the section"),
    .line(keys: "r  x", meaning: "answer a comment; close it"),
    .line(keys: "y  n", meaning: "accept a suggestion; reject it and say why"),
    .line(keys: "s", meaning: "exchange changes with the server now"),
    .line(keys: "q", meaning: "leave; everything is saved"),
    .heading("Writing"),
    .line(keys: "Esc", meaning: "done; what you typed is saved as you type"),
    .line(keys: "^U  ^R", meaning: "undo; redo"),
    .line(keys: "^W  ^K", meaning: "delete the word before, the rest of the line"),
    .line(keys: "^A  ^E", meaning: "to the line's beginning, its end"),
    .line(keys: "Alt-<  Alt->", meaning: "to the text's beginning, its end"),
    .line(keys: "^Z", meaning: "back to the shell for a while; “fg” returns"),
    .heading("What the line at the bottom says"),
    .line(keys: "", meaning: "on this device; stored on the server; or refused, which needs you"),
  ]
}
