/// One word, number or mark of a text, and where it stands.
struct Word: Sendable {
  enum Kind: Sendable {
    case word
    case number
    case mark
  }

  /// Folded for comparison: lower case, curly quotation marks straight, dashes a hyphen.
  let text: String
  let kind: Kind
  /// In Unicode scalars of the field's text.
  let range: Range<Int>
  /// The number of its sentence in the text, counted from 0.
  let sentence: Int
  /// Begins with a capital letter.
  let isCapitalised: Bool
  /// Two letters or more, all capitals: an acronym or a shout.
  let isUppercase: Bool
  /// Space or the start of the text stands before it.
  let followsSpace: Bool
  /// The value of a number written in digits.
  let value: Double?

  func isMark(_ mark: String) -> Bool { kind == .mark && text == mark }
}
