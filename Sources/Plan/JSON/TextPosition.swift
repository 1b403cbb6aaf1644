/// A place in a text file, as an editor shows it.
package struct TextPosition: Hashable, Sendable {
  /// Counted from 1. A line ends at LF, CR or CR LF.
  package var line: Int
  /// Counted from 1, in Unicode scalars.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension TextPosition: CustomStringConvertible {
  /// As in `12:5`, the form that editors and terminals turn into a link.
  package var description: String { "\(line):\(column)" }
}
