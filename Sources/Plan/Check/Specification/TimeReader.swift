/// Finds how often and for how long.
struct TimeReader {
  let text: ScannedText
  let numbers: QuantityContext
  let kind: ProvisionKind
  let isFrequencyField: Bool
  /// Words already read as a ratio: the ones of "one to one" count nothing else.
  let taken: Set<Int>
  private var hits: [ElementHit] = []

  static func read(
    _ text: ScannedText, _ numbers: QuantityContext, kind: ProvisionKind, ratios: [ElementHit],
    isFrequencyField: Bool
  ) -> [ElementHit] {
    var reader = TimeReader(
      text: text, numbers: numbers, kind: kind, isFrequencyField: isFrequencyField,
      taken: Set(ratios.flatMap { $0.run }))
    for index in text.words.indices { reader.look(at: index) }
    return reader.hits
  }

  private mutating func look(at index: Int) {
    // "1 hr/wk" is a rate, too.
    guard text.words[index].kind != .mark || text.term(index) == "/" else { return }
    if let run = extent(at: index) {
      found(.frequency, run)
      found(.duration, run)
      return
    }
    if let run = adverb(at: index) ?? rate(at: index) ?? weekdays(at: index) ?? count(at: index)
      ?? fixedMoment(at: index)
    {
      found(.frequency, run)
    }
    if let run = trigger(at: index) {
      found(.frequency, run)
      if isExtent(run) { found(.duration, run) }
    }
    if let run = length(at: index) ?? wholeOf(at: index) ?? days(at: index)
      ?? clockTimes(at: index)
    {
      found(.duration, run)
    }
  }

  private mutating func found(_ element: SpecificationElement, _ run: Range<Int>) {
    hits.append(ElementHit(element, run))
  }

  func amount(at index: Int) -> Quantity? {
    guard !taken.contains(index) else { return nil }
    return numbers.amount(at: index)
  }
}
