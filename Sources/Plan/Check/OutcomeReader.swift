/// Reads the wording of an outcome.
enum OutcomeReader {
  struct Reading: Sendable {
    let faults: [FindingReason.OutcomeFault]
    /// The words at fault: the verb, where it is one.
    let run: Range<Int>?
  }

  static func read(
    _ text: ScannedText, hasDate: Bool, hasBaseline: Bool, hasMeasure: Bool
  ) -> Reading {
    let verb = mainVerb(in: text)
    var faults: [FindingReason.OutcomeFault] = []
    if let verb, isService(at: verb, in: text) {
      faults.append(.isProvision)
    } else if !hasMeasure, !isMeasurable(verb, in: text) {
      faults.append(.notMeasurable)
    }
    if !hasDate, !saysWhen(text) { faults.append(.noTime) }
    if !hasBaseline, !saysBaseline(text) { faults.append(.noBaseline) }
    let isWording = faults.contains(.isProvision) || faults.contains(.notMeasurable)
    return Reading(faults: faults, run: isWording ? verb.map { $0..<$0 + 1 } : text.sentences.first)
  }

  // MARK: - The verb

  private static let skipped: TermSet = [
    "be", "able", "to", "also", "usually", "always", "often", "regularly", "consistently", "now",
    "then", "begin", "start", "continue", "have", "learn", "been", "learned", "learnt", "more",
    "successfully", "confidently", "happily", "safely", "choose", "want",
  ]

  /// The first verb after "will", or after an opening "To"; adverbs and "be able to" passed over.
  private static func mainVerb(in text: ScannedText) -> Int? {
    let start =
      text.words.indices.first { ["will", "shall", "can", "should"].contains(text.term($0)) }
      ?? (text.term(0) == "to" ? 0 : nil)
    guard var index = start.map({ $0 + 1 }) else { return nil }
    while text.inSameSentence(index, index - 1), text.words[index].kind == .word {
      let word = text.term(index)
      let isAdverb =
        text.spelling(index).hasSuffix("ly") && word != "rely" && word != "apply" && word != "reply"
      // "have three friends", "be happy": have and be are the verb after all.
      if word == "be" || word == "have", !isAuxiliary(at: index, in: text) { return index }
      guard skipped.contains(word) || isAdverb else { return index }
      index += 1
    }
    return nil
  }

  private static func isAuxiliary(at index: Int, in text: ScannedText) -> Bool {
    let next = text.term(index + 1)
    if text.term(index) == "have" { return next == "been" || next == "learned" || next == "learnt" }
    return next == "able"
  }

  private static let services: TermSet = [
    "receive", "attend", "access", "get", "accessing", "receiving", "attending",
  ]
  private static let given: TermSet = [
    "given", "provided", "offered", "supported", "helped", "taught", "encouraged", "allowed",
    "seen", "placed",
  ]
  private static let owned: TermSet = [
    "access", "support", "help", "opportunities", "opportunity", "input", "therapy", "sessions",
    "hours", "teaching", "provision",
  ]

  /// "will receive", "will attend", "will be given", "will have access to": a service.
  private static func isService(at verb: Int, in text: ScannedText) -> Bool {
    let next = text.term(verb + 1)
    switch text.term(verb) {
    case "attend", "attending":
      // To be at school is a change for the child; to be at a club is a service.
      let reach = (verb + 1...verb + 5).filter { text.inSameSentence(verb, $0) }
      return next != "to"
        && !reach.contains { ["lesson", "lessons", "school", "classes"].contains(text.term($0)) }
    case "access":
      return true
    case "be": return given.contains(next)
    case "have":
      return (verb + 1...verb + 4).contains {
        owned.contains(text.term($0)) && text.inSameSentence(verb, $0)
      }
    default: return services.contains(text.term(verb))
    }
  }

  /// Verbs that nobody can see done.
  private static let unseen: TermSet = [
    "improve", "develop", "increase", "enjoy", "feel", "understand", "know", "appreciate",
    "make", "be", "become", "gain", "progress", "achieve", "reach", "have", "build", "grow",
    "experience", "engage", "benefit", "extend", "strengthen", "enhance", "maintain", "reduce",
    "improved", "increased", "developed", "made", "feeling", "cope", "manage", "realise",
    "believe", "think", "value", "love", "like", "remain", "stay", "show", "demonstrate",
    "secure", "broaden", "fulfil",
  ]

  private static func isMeasurable(_ verb: Int?, in text: ScannedText) -> Bool {
    guard let verb else { return false }
    guard unseen.contains(text.term(verb)) else { return true }
    // "increase his reading age to 9 years": a figure in the same sentence makes it countable.
    let numbers = QuantityContext(text)
    var index = verb + 1
    while text.inSameSentence(index, verb) {
      if text.words[index].isMark(";") || text.words[index].isMark("(") { break }
      if ["by", "until", "before"].contains(text.term(index)) {
        index += 3
        continue
      }
      if numbers.amountOrLimit(at: index) != nil { return true }
      if let word = text.word(index), let value = word.value, value < 1900,
        !["age", "aged", "year", "stage"].contains(text.term(index - 1))
      {
        return true
      }
      index += 1
    }
    return false
  }

  // MARK: - When, and from where

  private static let seasons: TermSet = [
    "easter", "christmas", "summer", "spring", "autumn", "winter", "reception", "term", "week",
    "weeks", "month", "months", "birthday", "sixth", "leaves", "foundation", "early",
  ]

  /// A date, an age, a school year or key stage by which it is reached.
  private static func saysWhen(_ text: ScannedText) -> Bool {
    let opening: TermSet = [
      "by", "before", "within", "end", "until", "at", "in", "when", "age",
    ]
    for index in text.words.indices where opening.contains(text.term(index)) {
      for ahead in index + 1...index + 7 where text.inSameSentence(index, ahead) {
        let word = text.words[ahead]
        if ahead > index + 1, word.isMark(",") || word.isMark(";") { break }
        if opening.contains(word.term), word.term != "end", word.term != "age" { break }
        if let value = word.value {
          let before = text.term(ahead - 1)
          if (2000...2100).contains(value) { return !isPast(ahead, in: text) }
          if ["age", "aged", "year", "stage", "ks", "grade", "by", "is", "turns"].contains(before) {
            return true
          }
          if ["weeks", "months", "years"].contains(text.term(ahead + 1)) { return true }
        }
        if QuantityContext.months.contains(word.term), word.isCapitalised { return true }
        if seasons.contains(word.term), ["by", "end", "before"].contains(text.term(index)) {
          return true
        }
        if Quantity.read(text, at: ahead) != nil, text.term(ahead - 1) == "age" { return true }
      }
    }
    return false
  }

  /// "In October 2026 he cried": the year tells where he was, not by when.
  private static func isPast(_ index: Int, in text: ScannedText) -> Bool {
    text.words.contains { word in
      word.sentence == text.words[index].sentence
        && ["was", "were", "cried", "had", "did", "scored"].contains(word.term)
    }
  }

  private static let present = PhraseTable([
    "currently", "at present", "at the moment", "now", "today", "baseline", "this year", "so far",
    "starting from", "from a baseline", "in september", "in october", "in november",
    "in december", "in january", "in february", "in march", "in april", "in may", "in june",
    "in july", "to date", "presently", "he has none", "she has none", "none", "never",
  ])

  /// Whether the text says where the child is now: "currently", "now", a bracketed figure.
  private static func saysBaseline(_ text: ScannedText) -> Bool {
    for index in text.words.indices {
      guard present.match(text, at: index) != nil else { continue }
      // "by July" is a goal; "in July he…" is where he was.
      return true
    }
    // "from 40 to 90 words a minute".
    return text.words.indices.contains { index in
      text.term(index) == "from" && Quantity.read(text, at: index + 1) != nil
        && (index + 2...index + 5).contains {
          text.term($0) == "to" && Quantity.read(text, at: $0 + 1) != nil
        }
    }
  }
}
