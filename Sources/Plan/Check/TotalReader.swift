/// Finds "3 x 20 minutes … a total of 2 hours" where the sum is another.
enum TotalReader {
  struct Clash: Sendable {
    let stated: Int
    let rows: Int
    let run: Range<Int>
  }

  /// At most one clash a sentence; sentences without both rows and a total say nothing.
  static func clashes(in text: ScannedText) -> [Clash] {
    text.sentences.compactMap { sentence in
      var rows = 0
      var total: (minutes: Int, run: Range<Int>)?
      var index = sentence.lowerBound
      while index < sentence.upperBound {
        if ["total", "totalling", "altogether"].contains(text.term(index)) {
          for ahead in index + 1...index + 3 {
            guard let span = minutes(at: ahead, in: text) else { continue }
            total = (span.minutes, span.run)
            index = span.run.upperBound
          }
        } else if let span = minutes(at: index, in: text), isTotal(after: span.run, in: text) {
          total = (span.minutes, span.run)
          index = span.run.upperBound
        } else if total == nil, let row = row(at: index, in: text) {
          rows += row.minutes
          index = row.run.upperBound
          continue
        }
        index += 1
      }
      guard rows > 0, let total, total.minutes != rows else { return nil }
      return Clash(stated: total.minutes, rows: rows, run: total.run)
    }
  }

  /// "2 hours a week in total", "2 hours in all".
  private static func isTotal(after run: Range<Int>, in text: ScannedText) -> Bool {
    (run.upperBound...run.upperBound + 3).contains { index in
      text.inSameSentence(run.lowerBound, index) && text.term(index) == "in"
        && ["total", "all"].contains(text.term(index + 1))
    }
  }

  /// "30 minutes twice a week", "45 minutes, three times a week".
  private static func repeated(
    at index: Int, in text: ScannedText
  ) -> (minutes: Int, run: Range<Int>)? {
    guard let span = minutes(at: index, in: text) else { return nil }
    var next = span.run.upperBound
    if [",", "x"].contains(text.term(next)) { next += 1 }
    guard let count = Quantity.read(text, at: next), count.value >= 1, count.value <= 40 else {
      return nil
    }
    let isTimes =
      ["once", "twice", "thrice"].contains(text.term(next))
      || text.term(count.run.upperBound) == "times"
    let product = count.value * Double(span.minutes)
    guard isTimes, product < 100_000 else { return nil }
    return (Int(product), index..<count.run.upperBound)
  }

  /// "3 x 20 minutes", "two sessions of 45 minutes", "three 20-minute sessions".
  private static func row(
    at index: Int, in text: ScannedText
  ) -> (minutes: Int, run: Range<Int>)? {
    if let repeated = repeated(at: index, in: text) { return repeated }
    guard let count = Quantity.read(text, at: index), count.value >= 1, count.value <= 40 else {
      return nil
    }
    var next = count.run.upperBound
    if TimeUnits.lengths.contains(text.term(next)) { return nil }
    let joints: TermSet = ["x", "sessions", "session", "times", "lessons", "of", "visits"]
    while joints.contains(text.term(next)) { next += 1 }
    guard let span = minutes(at: next, in: text) else { return nil }
    let product = count.value * Double(span.minutes)
    guard product < 100_000 else { return nil }
    return (Int(product), index..<span.run.upperBound)
  }

  private static func minutes(
    at index: Int, in text: ScannedText
  ) -> (minutes: Int, run: Range<Int>)? {
    guard let amount = Quantity.read(text, at: index), amount.value < 10_000 else { return nil }
    let unit = text.term(amount.run.upperBound)
    guard TimeUnits.lengths.contains(unit) else { return nil }
    let factor = TimeUnits.hours.contains(unit) ? 60.0 : 1.0
    return (Int(amount.value * factor), index..<amount.run.upperBound + 1)
  }
}
