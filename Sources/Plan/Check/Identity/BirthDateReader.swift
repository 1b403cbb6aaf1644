/// Finds dates that are said to be somebody's birth.
enum BirthDateReader {
  /// Each date of birth in the text and the words it covers; those of relatives and friends left out.
  static func hits(in text: ScannedText) -> [(date: CivilDate, run: Range<Int>)] {
    var hits: [(date: CivilDate, run: Range<Int>)] = []
    for sentence in text.sentences {
      guard let start = sentence.first(where: { isBirthWord($0, text) }),
        !sentence.prefix(while: { $0 < start }).contains(where: {
          OtherPeople.relations.contains(text.term($0))
        })
      else { continue }
      // The stops of "d.o.b." may have ended the sentence.
      for index in start + 1..<min(start + 9, max(start + 1, text.words.count)) {
        if let found = date(at: index, in: text) {
          hits.append(found)
          break
        }
        guard joints.contains(text.term(index)) else { break }
      }
    }
    return hits
  }

  private static let joints: TermSet = [
    "on", "in", "at", ":", ".", "(", "is", "was", "the", "of", "birth", "o", "b", "-", ",", "early",
    "prematurely",
  ]

  private static func isBirthWord(_ index: Int, _ text: ScannedText) -> Bool {
    switch text.term(index) {
    case "dob", "born", "birthday", "birthdate": true
    case "d": text.matches(["d", ".", "o", ".", "b"], at: index)
    case "date": text.matches(["date", "of", "birth"], at: index)
    default: false
    }
  }

  /// "3/4/2016", "3.4.2016", "2016-04-03", "3 April 2016", "3rd of April 2016".
  private static func date(
    at index: Int, in text: ScannedText
  ) -> (date: CivilDate, run: Range<Int>)? {
    if let date = dotted(index, text) { return (date, index..<index + 1) }
    guard let first = number(index, text) else { return nil }
    for mark: Term in ["/", "-"] where text.term(index + 1) == mark && text.term(index + 3) == mark
    {
      guard let second = number(index + 2, text), let third = number(index + 4, text) else {
        continue
      }
      let date =
        first > 31
        ? CivilDate(year: first, month: second, day: third)
        : CivilDate(year: third < 100 ? third + 2_000 : third, month: second, day: first)
      if let date { return (date, index..<index + 5) }
    }
    var next = index + 1
    while ["st", "nd", "rd", "th", "of"].contains(text.term(next)) { next += 1 }
    guard let month = month(next, text) else { return nil }
    if text.term(next + 1) == "," { next += 1 }
    guard let year = number(next + 1, text),
      let date = CivilDate(year: year, month: month, day: first)
    else { return nil }
    return (date, index..<next + 2)
  }

  /// "3.4.2016" is one number to the scanner.
  private static func dotted(_ index: Int, _ text: ScannedText) -> CivilDate? {
    let pieces = text.spelling(index).split(separator: ".").compactMap { Int($0) }
    guard pieces.count == 3 else { return nil }
    return CivilDate(year: pieces[2], month: pieces[1], day: pieces[0])
  }

  private static func number(_ index: Int, _ text: ScannedText) -> Int? {
    text.word(index)?.kind == .number ? Int(text.spelling(index)) : nil
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func month(_ index: Int, _ text: ScannedText) -> Int? {
    guard QuantityContext.months.contains(text.term(index)) else { return nil }
    let word = text.spelling(index)
    return months.firstIndex { word.hasPrefix($0) }.map { $0 + 1 }
  }
}
