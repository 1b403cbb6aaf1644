/// The bytes that turn one frame on a terminal into another.
package enum FrameDifference {
  /// - Parameter old: what the terminal shows; nil where that is not known, or it was resized.
  package static func bytes(from old: Frame?, to new: Frame) -> [UInt8] {
    let old = old.flatMap { $0.size == new.size ? $0 : nil }
    if let old, old == new { return [] }
    // Hidden while drawing, so that it does not flicker across the screen.
    var text = "\u{1B}[?25l"
    if old == nil { text += "\u{1B}[0m\u{1B}[2J" }
    var style: Cell.Style?
    // Where the terminal's cursor is, as far as that is certain.
    var place: (row: Int, column: Int)?
    for row in 0..<new.size.rows {
      var column = 0
      while column < new.size.columns {
        let cell = new[row, column]
        let isKept = old.map { isSame($0, new, row, column) } ?? (cell == Cell())
        if isKept || cell.glyph.isEmpty {
          column += 1
          continue
        }
        if place?.row != row || place?.column != column {
          text += "\u{1B}[\(row + 1);\(column + 1)H"
        }
        if style != cell.style {
          text += "\u{1B}[\(cell.style.parameters)m"
          style = cell.style
        }
        text += cell.glyph
        let isPlain = cell.glyph.utf8.count == 1
        column += 1
        // Terminals disagree about the width of what is not plain, and about the last column.
        place = isPlain && column < new.size.columns ? (row, column) : nil
      }
    }
    text += "\u{1B}[0m"
    if let cursor = new.cursor {
      text += "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h"
    }
    return Array(text.utf8)
  }

  /// Whether a column needs no drawing. The second column of a wide sign goes with the first, and
  /// what stood beneath either has to be drawn over as a whole.
  private static func isSame(_ old: Frame, _ new: Frame, _ row: Int, _ column: Int) -> Bool {
    guard old[row, column] == new[row, column] else { return false }
    let next = column + 1
    guard next < new.size.columns else { return true }
    return old[row, next].glyph.isEmpty == new[row, next].glyph.isEmpty
  }
}
