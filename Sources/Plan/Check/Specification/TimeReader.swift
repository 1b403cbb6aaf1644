/// Finds how often and for how long.
struct TimeReader {
  private let text: ScannedText
  private let numbers: QuantityContext
  private let kind: ProvisionKind
  private let isFrequencyField: Bool
  /// Words already read as a ratio: the ones of "one to one" count nothing else.
  private let taken: Set<Int>
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
    guard text.words[index].kind != .mark else { return }
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

  private func amount(at index: Int) -> Quantity? {
    guard !taken.contains(index) else { return nil }
    return numbers.amount(at: index)
  }

  // MARK: - How often

  private static let documents: Set<String> = [
    "planner", "planners", "diary", "newsletter", "living", "timetable", "schedule", "routine",
    "routines", "life", "mile", "news", "checklist", "tasks", "activities", "plan",
  ]

  /// "daily", "twice weekly", "half-termly"; not the medicine's "daily", not "daily living".
  private func adverb(at index: Int) -> Range<Int>? {
    let word = text.text(index)
    guard TimeUnits.adverbs.contains(word), !Self.documents.contains(text.text(index + 1)),
      !numbers.isDose(text.words[index].sentence), !countsVaguely(before: index),
      !isCapped(before: index)
    else { return nil }
    return index..<index + 1
  }

  private func countsVaguely(before index: Int) -> Bool {
    (1...3).contains { TimeUnits.vagueCounts.contains(text.text(index - $0)) }
  }

  /// The nearest number before, within a few words, is only a limit.
  private func isCapped(before index: Int) -> Bool {
    for back in 1...4 where text.inSameSentence(index - back, index) {
      if numbers.amountOrLimit(at: index - back) != nil {
        return numbers.amount(at: index - back) == nil
      }
    }
    return false
  }

  /// "three times a week", "25 hours of reading, writing and number teaching per week".
  private func rate(at index: Int) -> Range<Int>? {
    let link = text.text(index)
    guard link == "a" || link == "an" || link == "per" || link == "in" else { return nil }
    var period = index + 1
    if link == "in", ["a", "each", "every"].contains(text.text(period)) { period += 1 }
    while ["school", "academic", "working", "calendar", "timetabled", "teaching"].contains(
      text.text(period))
    {
      period += 1
    }
    let name = text.text(period)
    guard TimeUnits.periods.contains(name), name != "hour" || link == "per" else { return nil }
    if link == "in" && period == index + 1 { return nil }
    if name == "half", text.text(period + 1) != "term" { return nil }
    guard !numbers.isDose(text.words[index].sentence), text.inSameSentence(index, period) else {
      return nil
    }
    if link != "per",
      ["for", "of", "in", "over", "within", "after", "half", "than"].contains(
        text.text(index - 1))
    {
      return nil
    }
    for back in stride(from: index - 1, through: max(0, index - 14), by: -1) {
      guard text.inSameSentence(back, index) else { break }
      if TimeUnits.vagueCounts.contains(text.text(back)) { return nil }
      if let quantity = startOfQuantity(endingAt: back) {
        return quantity.run.lowerBound..<period + 1
      }
      if ["an", "a", "one"].contains(text.text(back)), text.text(back + 1) == "hour" {
        return numbersAllow(hourAt: back) ? back..<period + 1 : nil
      }
      if isLimited(back) { return nil }
    }
    return nil
  }

  private func startOfQuantity(endingAt index: Int) -> Quantity? {
    if let quantity = amount(at: index) { return quantity }
    return nil
  }

  private func isLimited(_ index: Int) -> Bool {
    numbers.amountOrLimit(at: index) != nil && numbers.amount(at: index) == nil
  }

  /// "Monday to Friday", "Mondays and Thursdays"; one Monday may be a date.
  private func weekdays(at index: Int) -> Range<Int>? {
    let word = text.text(index)
    if TimeUnits.pluralWeekdays.contains(word) { return index..<index + 1 }
    guard TimeUnits.weekdays.contains(word), text.words[index].isCapitalised else { return nil }
    if isFrequencyField { return index..<index + 1 }
    for ahead in index + 1...index + 4
    where TimeUnits.weekdays.contains(text.text(ahead)) && text.inSameSentence(index, ahead) {
      return index..<ahead + 1
    }
    return nil
  }

  /// "six sessions", "2 x 30 minutes", "five times".
  private func count(at index: Int) -> Range<Int>? {
    guard let quantity = amount(at: index), quantity.value >= 1,
      !numbers.isDose(text.words[index].sentence), !TimeUnits.vagueCounts.contains(text.text(index))
    else { return nil }
    let end = quantity.run.upperBound
    if text.text(end) == "x" || (text.text(end) == "*") { return index..<end + 1 }
    for ahead in end..<end + 3 where text.inSameSentence(index, ahead) {
      let word = text.words[ahead]
      guard
        word.kind == .word || TimeUnits.lengths.contains(word.text)
          || word.kind == .number || word.isMark("-")
      else { return nil }
      if ["a", "of", "per", "each", "and", "to", "for", "hour", "minute"].contains(word.text) {
        return nil
      }
      if TimeUnits.counts.contains(word.text), word.text != "days", word.text != "lesson" {
        return index..<ahead + 1
      }
    }
    return nil
  }

  /// "at the start of the day", "after lunch", "at 9:00, 11:00 and 14:00".
  private func fixedMoment(at index: Int) -> Range<Int>? {
    switch text.text(index) {
    case "at":
      var noun = index + 1
      if text.text(noun) == "the" { noun += 1 }
      guard ["start", "end", "beginning"].contains(text.text(noun)) else { return nil }
      if text.text(noun + 1) == "and" { noun += 2 }
      guard text.text(noun + 1) == "of" else { return nil }
      for ahead in noun + 2..<noun + 6
      where ["day", "lesson", "week", "lessons", "term", "morning", "afternoon"]
        .contains(text.text(ahead))
      {
        return index..<ahead + 1
      }
      return nil
    case "before", "after", "during":
      let noun = text.text(index + 1)
      guard
        ["school", "lunch", "break", "lunchtime", "breakfast", "registration", "assembly"]
          .contains(noun)
      else { return nil }
      return index..<index + 2
    default: return nil
    }
  }

  /// "every morning", "each timetabled English lesson", "all written work", "each time he…".
  private func trigger(at index: Int) -> Range<Int>? {
    let word = text.text(index)
    guard word == "every" || word == "each" || word == "all" || word == "whenever" else {
      return nil
    }
    if word == "whenever" {
      let vague = ["possible", "necessary", "needed", "required", "appropriate", "available"]
      return vague.contains(text.text(index + 1)) ? nil : index..<index + 1
    }
    if TimeUnits.vagueCounts.contains(text.text(index - 1)) { return nil }
    if countsVaguely(before: index), TimeUnits.periods.contains(text.text(index + 1)) {
      return nil
    }
    if isCapped(before: index), TimeUnits.periods.contains(text.text(index + 1)) { return nil }
    let nouns = word == "all" ? Self.allOf : TimeUnits.triggers
    for ahead in index + 1...index + 5 where text.inSameSentence(index, ahead) {
      let noun = text.words[ahead]
      if noun.kind == .mark { return nil }
      if Self.notModifiers.contains(noun.text) { return nil }
      guard nouns.contains(noun.text) else { continue }
      // "each time" of "15 minutes each time" repeats what was counted before.
      if noun.text == "time", word == "each", TimeUnits.lengths.contains(text.text(index - 1)) {
        return nil
      }
      return index..<ahead + 1
    }
    return nil
  }

  private static let allOf: Set<String> = [
    "lessons", "tasks", "work", "classes", "transitions", "meals", "tests", "exams",
    "examinations", "activities", "trips", "assessments", "mealtimes", "journeys", "worksheets",
    "texts", "outings", "assemblies",
  ]
  private static let notModifiers: Set<String> = [
    "staff", "adults", "adult", "who", "child", "pupil", "pupils", "of", "will", "session",
    "sessions", "teachers", "should", "person", "in", "with", "to", "for",
  ]

  // MARK: - How long

  /// Whether something that happens "in every lesson" fills it: always for equipment and ways of
  /// teaching, otherwise where the words say "in", "throughout".
  private func isExtent(_ run: Range<Int>) -> Bool {
    let noun = text.text(run.upperBound - 1)
    let holds = [
      "lesson", "lessons", "class", "classes", "test", "tests", "exam", "exams",
      "examination", "examinations", "assembly", "assemblies", "trip", "trips", "journey",
      "journeys",
    ].contains(noun)
    if kind == .adaptation {
      return holds
        || [
          "task", "tasks", "work", "time", "activities", "piece", "text", "texts",
          "activity", "transition", "transitions", "worksheets", "meal", "mealtime", "morning",
          "day", "essay",
        ].contains(noun)
    }
    let fills = ["in", "during", "throughout", "across", "of", "for"]
    return holds && (fills.contains(text.text(run.lowerBound - 1)))
  }

  /// What says both at once: "full-time", "at all times", "throughout the school day".
  private func extent(at index: Int) -> Range<Int>? {
    switch text.text(index) {
    case "full" where text.text(index + 1) == "time": return index..<index + 2
    case "fulltime": return index..<index + 1
    case "at" where text.matches(["at", "all", "times"], at: index): return index..<index + 3
    case "all" where text.text(index + 1) == "day": return index..<index + 2
    case "throughout", "across":
      for ahead in index + 1...index + 5 where text.inSameSentence(index, ahead) {
        let noun = text.text(ahead)
        if text.words[ahead].kind == .mark || ["term", "year", "setting"].contains(noun) {
          return nil
        }
        if [
          "day", "lesson", "lessons", "lunch", "break", "lunchtime", "session", "meal",
          "mealtimes", "morning", "afternoon", "week", "journey", "test", "tests", "exam",
        ]
        .contains(noun) {
          return index..<ahead + 1
        }
      }
      return nil
    default: return nil
    }
  }

  private static let elsewhere: Set<String> = [
    "every", "within", "after", "each", "last", "previous", "past", "first", "next", "under",
    "than",
  ]
  private static let notLengths: Set<String> = [
    "early", "late", "walk", "drive", "away", "notice", "warning", "ago", "old", "delay",
    "earlier", "later", "drop",
  ]

  /// "20 minutes", "an hour and a half", "1.5 hours", "half an hour", "one-hour".
  private func length(at index: Int) -> Range<Int>? {
    var start = index
    var end: Int
    if let quantity = amount(at: index) {
      end = quantity.run.upperBound
      if ["half", "quarter"].contains(text.text(index)) {
        while ["a", "an", "of"].contains(text.text(end)) { end += 1 }
      }
      // "one and a half hours", "20 to 30 minutes", "20-30 minutes".
      if text.matches(["and", "a", "half"], at: end) { end += 3 }
      if ["to", "-", "or"].contains(text.text(end)),
        let second = Quantity.read(text, at: end + 1)
      {
        end = second.run.upperBound
      }
    } else if ["a", "an"].contains(text.text(index)), text.text(index + 1) == "hour",
      !["half", "quarters", "quarter", "of"].contains(text.text(index - 1)),
      numbersAllow(hourAt: index)
    {
      end = index + 1
    } else {
      return nil
    }
    guard TimeUnits.lengths.contains(text.text(end)) || text.text(end) == "h",
      text.inSameSentence(index, end)
    else { return nil }
    let after = text.text(end + 1)
    if Self.notLengths.contains(after) || after == "'" { return nil }
    if text.text(start - 1) == "a" || text.text(start - 1) == "an" { start -= 1 }
    let before = text.text(start - 1)
    if Self.elsewhere.contains(before), !text.matches(["not", "less", "than"], at: start - 3),
      !text.matches(["no", "less", "than"], at: start - 3),
      !text.matches(["no", "fewer", "than"], at: start - 3),
      !text.matches(["more", "than"], at: start - 2)
    {
      // "each of 45 minutes" is a length; "each 45 minutes" is not.
      return nil
    }
    if isAbility(before: start) { return nil }
    return index..<end + 1
  }

  /// No "up to an hour", "no more than an hour".
  private func numbersAllow(hourAt index: Int) -> Bool {
    let before = text.text(index - 1)
    return !(before == "to" && text.text(index - 2) == "up")
      && !(before == "than" && text.text(index - 2) != "less")
      && !(before == "of" && text.text(index - 2) == "maximum") && before != "under"
      && before != "within" && before != "per"
  }

  private static let abilities: Set<String> = [
    "can", "can't", "cannot", "only", "able", "currently", "attention", "concentration", "manages",
    "concentrates", "attends", "sleeps", "sits",
  ]

  /// "He can only attend for five minutes": the child's span, not the provision's length.
  private func isAbility(before index: Int) -> Bool {
    for back in stride(from: index - 1, through: max(0, index - 7), by: -1) {
      guard text.inSameSentence(back, index), !text.words[back].isMark(",") else { return false }
      if Self.abilities.contains(text.text(back)) { return true }
    }
    return false
  }

  /// "for the whole lesson", "the duration of the test".
  private func wholeOf(at index: Int) -> Range<Int>? {
    let word = text.text(index)
    guard ["whole", "entire", "duration", "length", "entirety"].contains(word),
      text.text(index - 1) == "the"
    else { return nil }
    for ahead in index + 1...index + 5 where text.inSameSentence(index, ahead) {
      if text.words[ahead].kind == .mark { return nil }
      let noun = text.text(ahead)
      if ["class", "school", "year", "term", "group"].contains(noun) {
        if noun == "school", text.text(ahead + 1) == "day" { return index..<ahead + 2 }
        return nil
      }
      if TimeUnits.triggers.contains(noun) || noun == "session" || noun == "it" {
        return index..<ahead + 1
      }
    }
    return nil
  }

  /// "half a day", "a full day"; for training and consultation "two days" too.
  private func days(at index: Int) -> Range<Int>? {
    let word = text.text(index)
    if ["half", "full", "whole"].contains(word) {
      let noun = text.text(index + 1) == "a" ? index + 2 : index + 1
      return ["day", "days", "morning", "afternoon"].contains(text.text(noun))
        ? index..<noun + 1 : nil
    }
    guard kind == .training || kind == .consultation, let quantity = amount(at: index) else {
      return nil
    }
    let noun = quantity.run.upperBound
    guard ["day", "days"].contains(text.text(noun)),
      !["a", "per", "each", "every"].contains(text.text(noun + 1))
    else { return nil }
    return index..<noun + 1
  }

  /// "12:30 to 13:10", "9.00–12.00", "2pm to 3pm".
  private func clockTimes(at index: Int) -> Range<Int>? {
    guard let first = clockTime(at: index),
      ["to", "-", "until", "till", "and"].contains(text.text(first.upperBound)),
      let second = clockTime(at: first.upperBound + 1)
    else { return nil }
    if text.text(first.upperBound) == "and", text.text(index - 1) != "between" { return nil }
    return index..<second.upperBound
  }

  private func clockTime(at index: Int) -> Range<Int>? {
    guard let hour = text.word(index), hour.kind == .number, let value = hour.value, value < 24
    else { return nil }
    var end = index + 1
    var isTime = hour.range.count >= 4
    if text.text(end) == ":", text.word(end + 1)?.kind == .number {
      end += 2
      isTime = true
    }
    if ["am", "pm", "noon"].contains(text.text(end)) {
      end += 1
      isTime = true
    }
    return isTime ? index..<end : nil
  }
}
