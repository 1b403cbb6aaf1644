/// One word, number or mark of a text, and where it stands.
///
/// It holds no reference, so that a rule that looks at it counts none.
struct Word: Sendable {
  enum Kind: Sendable {
    case word
    case number
    case mark
  }

  /// Folded for comparison: lower case, curly quotation marks straight, dashes a hyphen.
  let term: Term
  /// Where it begins and ends; 32 bits, for a plan has a hundred thousand words to go through.
  private let start: Int32
  private let end: Int32
  private let sentenceNumber: Int32
  let kind: Kind
  /// Begins with a capital letter.
  let isCapitalised: Bool
  /// Two letters or more, all capitals: an acronym or a shout.
  let isUppercase: Bool
  /// Space or the start of the text stands before it.
  let followsSpace: Bool
  /// The value of a number written in digits.
  let value: Double?

  init(
    term: Term, kind: Kind, range: Range<Int>, sentence: Int, isCapitalised: Bool,
    isUppercase: Bool, followsSpace: Bool, value: Double?
  ) {
    self.term = term
    self.kind = kind
    start = Int32(clamping: range.lowerBound)
    end = Int32(clamping: range.upperBound)
    sentenceNumber = Int32(clamping: sentence)
    self.isCapitalised = isCapitalised
    self.isUppercase = isUppercase
    self.followsSpace = followsSpace
    self.value = value
  }

  /// In Unicode scalars of the field's text.
  var range: Range<Int> { Int(start)..<Int(end) }

  /// The number of its sentence in the text, counted from 0.
  var sentence: Int { Int(sentenceNumber) }

  func isMark(_ mark: Term) -> Bool { kind == .mark && term == mark }
}
