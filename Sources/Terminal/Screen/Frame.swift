/// Everything a terminal shows at one moment.
package struct Frame: Hashable, Sendable {
  package struct Cursor: Hashable, Sendable {
    package var row: Int
    package var column: Int
  }

  package let size: ScreenSize
  /// Row by row.
  package private(set) var cells: [Cell]
  /// Where the cursor is shown; nil where it is hidden.
  package var cursor: Cursor?

  package init(size: ScreenSize) {
    self.size = size
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  package subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

  /// Writes text on one row, as far as it fits before `end`; nothing outside the frame.
  ///
  /// - Parameter end: the column where the text must have ended; the frame's last otherwise.
  /// - Returns: the column after the text.
  @discardableResult
  package mutating func write(
    _ text: String, row: Int, column: Int, end: Int? = nil, style: Cell.Style = []
  ) -> Int {
    let limit = min(end ?? size.columns, size.columns)
    guard (0..<size.rows).contains(row), column >= 0 else { return column }
    var column = column
    for cluster in Cluster.clusters(of: text) {
      let next = column + cluster.width
      if next > limit { break }
      put(cluster, row: row, column: column, style: style)
      column = next
    }
    return column
  }

  /// Gives columns of a row another style.
  package mutating func restyle(row: Int, columns: Range<Int>, adding style: Cell.Style) {
    guard (0..<size.rows).contains(row) else { return }
    for column in columns.clamped(to: 0..<size.columns) {
      cells[row * size.columns + column].style.insert(style)
    }
  }

  /// The text of a row, as it is read.
  package func text(row: Int) -> String {
    cells[row * size.columns..<(row + 1) * size.columns].map(\.glyph).joined()
  }

  private mutating func put(_ cluster: Cluster, row: Int, column: Int, style: Cell.Style) {
    let start = row * size.columns + column
    switch cluster.width {
    case 0: break
    case 1: cells[start] = Cell(cluster.glyph, style)
    case 2 where cluster.isWide:
      cells[start] = Cell(cluster.glyph, style)
      cells[start + 1] = Cell("", style)
    default:
      // Something escaped: its letters, one to a column.
      for (offset, letter) in cluster.glyph.enumerated() where offset < cluster.width {
        cells[start + offset] = Cell(String(letter), style)
      }
    }
  }
}
