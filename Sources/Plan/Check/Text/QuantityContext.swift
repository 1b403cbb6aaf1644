/// Which numbers of a text make something exact.
///
/// Dates, ages, school years, versions, doses, money, pages and measures do not, and "up to" or
/// "no more than" turns an amount into none.
struct QuantityContext: Sendable {
  /// For each word of the text: the number that begins there, where it counts.
  private let counting: [Int: Quantity]
  /// Where a number stands after "up to", "no more than", "maximum".
  private let capped: Set<Int>
  /// Words of numbers that do not count.
  private let idle: Set<Int>
  /// Sentences that speak of a dose: their "twice a day" is the medicine's.
  private let doseSentences: Set<Int>

  private static let labels: TermSet = [
    "year", "years", "y", "yr", "age", "aged", "ages", "turned", "stage", "stages", "ks", "level",
    "levels", "grade", "band", "bands", "version", "v", "page", "pages", "p", "pp", "chapter",
    "number", "room", "size", "windows", "paragraph", "section", "appendix", "phase", "tier",
    "unit", "units", "book", "born", "phone", "tel",
  ]
  private static let measures: TermSet = [
    "mg", "mcg", "ml", "g", "kg", "lb", "%", "percent", "point", "pt", "cm", "mm", "m", "km",
    "metre", "metres", "meters", "miles", "litres", "litre", "l", "pounds", "pence", "dose",
    "doses", "tablets", "tablet", "puffs", "puff", "degrees", "st", "nd", "rd", "th",
  ]
  private static let doses: TermSet = [
    "mg", "mcg", "ml", "dose", "doses", "tablet", "tablets", "puff", "puffs", "medication",
    "medicine", "melatonin", "insulin", "inhaler",
  ]
  static let months: TermSet = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept",
    "sep", "oct", "nov", "dec",
  ]

  init(_ text: ScannedText) {
    var counting: [Int: Quantity] = [:]
    var capped: Set<Int> = []
    var idle: Set<Int> = []
    var doseSentences: Set<Int> = []
    var index = 0
    while index < text.words.count {
      if Self.doses.contains(text.term(index)) {
        doseSentences.insert(text.words[index].sentence)
      }
      guard let quantity = Quantity.read(text, at: index) else {
        index += 1
        continue
      }
      if Self.isIdle(quantity, in: text) {
        idle.formUnion(quantity.run)
      } else {
        counting[index] = quantity
        if Self.isCapped(quantity, in: text) { capped.insert(index) }
      }
      index = quantity.run.upperBound
    }
    // The second number of a range is what the first is: "pages 12 to 20", "up to 3 or 4".
    for (start, quantity) in counting {
      let joint = text.term(start - 1)
      guard joint == "to" || joint == "-" || joint == "and" || joint == "or" else { continue }
      if idle.contains(start - 2), text.term(start + quantity.run.count) != "minutes" {
        idle.formUnion(quantity.run)
      }
      if capped.contains(start - 2), joint != "and" { capped.insert(start) }
    }
    self.counting = counting.filter { !idle.contains($0.key) }
    self.capped = capped
    self.idle = idle
    self.doseSentences = doseSentences
  }

  /// The number at `index` that says how much; nil for one that does not, or is only a limit.
  func amount(at index: Int) -> Quantity? { capped.contains(index) ? nil : counting[index] }

  /// As `amount`, limits included: a group of up to four is a size one can count.
  func amountOrLimit(at index: Int) -> Quantity? { counting[index] }

  func isDose(_ sentence: Int) -> Bool { doseSentences.contains(sentence) }

  private static func isIdle(_ quantity: Quantity, in text: ScannedText) -> Bool {
    let before = text.term(quantity.run.lowerBound - 1)
    let after = text.term(quantity.run.upperBound)
    if labels.contains(before) || before == "£" || before == "$" || before == "€" { return true }
    if before == "." && labels.contains(text.term(quantity.run.lowerBound - 2)) { return true }
    if measures.contains(after), text.term(quantity.run.upperBound - 1) != "half" { return true }
    if months.contains(after), text.word(quantity.run.upperBound)?.isCapitalised == true {
      return true
    }
    if months.contains(before), text.word(quantity.run.lowerBound - 1)?.isCapitalised == true {
      return true
    }
    if before == "/" || after == "/" {
      return Quantity.read(text, at: quantity.run.upperBound + 1) != nil
        || Quantity.read(text, at: quantity.run.lowerBound - 2) != nil
    }
    if quantity.value >= 1900, quantity.value < 2100,
      text.word(quantity.run.lowerBound)?.kind == .number
    {
      return true
    }
    // "7 years 6 months", "9 years old", "a five year old".
    let old = text.term(quantity.run.upperBound + 1)
    if after == "years" || after == "year" {
      return old == "old" || old == "of"
        || Quantity.read(text, at: quantity.run.upperBound + 1) != nil
    }
    return false
  }

  private static let limits = PhraseTable([
    "up to", "no more than", "not more than", "maximum of", "a maximum", "maximum", "max",
    "less than", "under", "fewer than", "no longer than", "at most", "as much as", "as many as",
  ])

  private static func isCapped(_ quantity: Quantity, in text: ScannedText) -> Bool {
    var start = quantity.run.lowerBound
    // "up to an hour", "up to half an hour", "a maximum of (about) three".
    while ["a", "an", "about", "around", "approximately", "of", ".", ":"].contains(
      text.term(start - 1)), quantity.run.lowerBound - start < 2
    {
      start -= 1
    }
    for length in 1...3 where start - length >= 0 {
      if let match = limits.match(text, at: start - length), match.run.upperBound >= start {
        return true
      }
    }
    return false
  }
}
