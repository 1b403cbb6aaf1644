/// Rows under headings, in columns as wide as what they hold; the last column wraps.
package struct Table: Sendable {
  /// Empty for a table without headings.
  package var headings: [String]
  package private(set) var rows: [[String]] = []

  package init(_ headings: [String] = []) { self.headings = headings }

  /// Adds a row; each cell is one line, already escaped.
  package mutating func add(_ cells: [String]) { rows.append(cells) }

  package func text(style: ConsoleStyle) -> String {
    let shown = (headings.isEmpty ? [] : [headings]) + rows
    let count = shown.map(\.count).max() ?? 0
    guard count > 0 else { return "" }
    let widths = (0..<count).map { column in
      shown.map { $0.count > column ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    let room = max(20, style.width - indent)
    var text = ""
    for (index, cells) in shown.enumerated() {
      var line = ""
      for (column, cell) in cells.dropLast().enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - DisplayWidth.of(cell) + 2)
      }
      let last =
        cells.count == count ? Wrapping.lines(cells.last ?? "", width: room) : cells.suffix(1)
      line += last.first ?? ""
      while line.last == " " { line.removeLast() }
      text += (index == 0 && !headings.isEmpty ? style.bold(line) : line) + "\n"
      for more in last.dropFirst() { text += String(repeating: " ", count: indent) + more + "\n" }
    }
    return text
  }
}
