/// A number written in digits or in words, and the words it covers.
struct Quantity: Sendable {
  let value: Double
  let run: Range<Int>

  /// Rounded by hand: the pure core links no mathematics library.
  var isWhole: Bool { value >= 0 && value < 1_000_000 && Double(Int(value)) == value }

  private static let numerals: TermTable<Double> = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "once": 1, "twice": 2, "thrice": 3, "dozen": 12, "half": 0.5, "quarter": 0.25,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
  ]

  /// The number that begins at `index`; nil where there is none. Whether it makes anything exact is
  /// another question (`QuantityContext`).
  static func read(_ text: ScannedText, at index: Int) -> Quantity? {
    guard let word = text.word(index) else { return nil }
    if let value = word.value {
      return Quantity(value: value, run: index..<index + 1)
    }
    guard word.kind == .word, let value = numerals[word.term] else { return nil }
    // "twenty five", "twenty-five".
    if value >= 20, let unit = numerals[text.term(index + 1)], unit >= 1, unit < 10 {
      return Quantity(value: value + unit, run: index..<index + 2)
    }
    return Quantity(value: value, run: index..<index + 1)
  }
}
