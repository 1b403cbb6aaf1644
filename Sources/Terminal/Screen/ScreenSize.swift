/// How large a terminal is.
package struct ScreenSize: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  /// What a terminal reports, held within what can be drawn.
  package init(columns: Int, rows: Int) {
    self.columns = min(max(columns, 1), 1_000)
    self.rows = min(max(rows, 1), 500)
  }
}
