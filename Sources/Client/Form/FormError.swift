/// Why a form cannot be read back: what is at fault, and the line, counted from 1.
package enum FormError: Error, Hashable, Sendable {
  /// The form is of another part, or has lost its first line.
  case notThisForm(line: Int)
  /// A comment that is never closed; `line` is where it begins.
  case openComment(line: Int)
  /// Text before the first heading.
  case strayText(line: Int)
  /// A heading that is neither a record's nor a field's.
  case badHeading(line: Int, String)
  case unknownField(line: Int, String, known: [String])
  case unknownRecord(line: Int, String)
  case unknownList(line: Int, String, known: [String])
  /// A field or a record that stands there twice.
  case twice(line: Int, String)
  case badValue(line: Int, ValueError)

  package var line: Int {
    switch self {
    case .notThisForm(let line), .openComment(let line), .strayText(let line),
      .badHeading(let line, _), .unknownField(let line, _, _), .unknownRecord(let line, _),
      .unknownList(let line, _, _), .twice(let line, _), .badValue(let line, _):
      line
    }
  }
}
