/// A table whose first column names its rows. Every row has a cell for every column.
struct Table: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    var header: [Inline]
    /// Empty where there is nothing to say.
    var cells: [[Inline]]
  }

  var caption: VisibleText
  /// The heading of the first column.
  var rowHeading: VisibleText
  /// The headings of the other columns.
  var columns: [VisibleText]
  var rows: [Row]
}
