/// How often: a number a period, a fixed trigger, days of the week.
extension TimeReader {
  private static let documents: TermSet = [
    "planner", "planners", "diary", "newsletter", "living", "timetable", "schedule", "routine",
    "routines", "life", "mile", "news", "checklist", "tasks", "activities", "plan",
  ]

  /// "daily", "twice weekly", "half-termly"; not the medicine's "daily", not "daily living".
  func adverb(at index: Int) -> Range<Int>? {
    let word = text.term(index)
    guard TimeUnits.adverbs.contains(word), !Self.documents.contains(text.term(index + 1)),
      !numbers.isDose(text.words[index].sentence), !countsVaguely(before: index),
      !isCapped(before: index)
    else { return nil }
    return index..<index + 1
  }

  private func countsVaguely(before index: Int) -> Bool {
    (1...3).contains { TimeUnits.vagueCounts.contains(text.term(index - $0)) }
  }

  private static let notBeforeRate: TermSet = [
    "for", "of", "in", "over", "within", "after", "half", "than",
  ]

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
  func rate(at index: Int) -> Range<Int>? {
    let link = text.term(index)
    guard link == "a" || link == "an" || link == "per" || link == "in" || link == "/" else {
      return nil
    }
    var period = index + 1
    if link == "in", ["a", "each", "every"].contains(text.term(period)) { period += 1 }
    while ["school", "academic", "working", "calendar", "timetabled", "teaching"].contains(
      text.term(period))
    {
      period += 1
    }
    let name = text.term(period)
    guard TimeUnits.periods.contains(name), name != "hour" || link == "per" else { return nil }
    if link == "in" && period == index + 1 { return nil }
    if name == "half", text.term(period + 1) != "term" { return nil }
    guard !numbers.isDose(text.words[index].sentence), text.inSameSentence(index, period) else {
      return nil
    }
    // "for a week" and "half a day" are no rate; "an hour and a half a week" is.
    let before = text.term(index - 1)
    if link == "/", !TimeUnits.lengths.contains(before), !TimeUnits.counts.contains(before) {
      return nil
    }
    if link != "per", link != "/", Self.notBeforeRate.contains(before),
      before != "half" || text.term(index - 2) != "a"
    {
      return nil
    }
    for back in stride(from: index - 1, through: max(0, index - 14), by: -1) {
      guard text.inSameSentence(back, index) else { break }
      if TimeUnits.vagueCounts.contains(text.term(back)) { return nil }
      if let quantity = amount(at: back) {
        return quantity.run.lowerBound..<period + 1
      }
      if ["an", "a", "one"].contains(text.term(back)), text.term(back + 1) == "hour" {
        return numbersAllow(hourAt: back) ? back..<period + 1 : nil
      }
      if isLimited(back) { return nil }
    }
    return nil
  }

  private func isLimited(_ index: Int) -> Bool {
    numbers.amountOrLimit(at: index) != nil && numbers.amount(at: index) == nil
  }

  /// "Monday to Friday", "Mondays and Thursdays"; one Monday may be a date.
  func weekdays(at index: Int) -> Range<Int>? {
    let word = text.term(index)
    if TimeUnits.pluralWeekdays.contains(word) { return index..<index + 1 }
    guard TimeUnits.weekdays.contains(word), text.words[index].isCapitalised else { return nil }
    if isFrequencyField { return index..<index + 1 }
    for ahead in index + 1...index + 4
    where TimeUnits.weekdays.contains(text.term(ahead)) && text.inSameSentence(index, ahead) {
      return index..<ahead + 1
    }
    return nil
  }

  /// "six sessions", "2 x 30 minutes", "five times".
  func count(at index: Int) -> Range<Int>? {
    guard let quantity = amount(at: index), quantity.value >= 1,
      !numbers.isDose(text.words[index].sentence), !TimeUnits.vagueCounts.contains(text.term(index))
    else { return nil }
    let end = quantity.run.upperBound
    if text.term(end) == "x" || (text.term(end) == "*") { return index..<end + 1 }
    for ahead in end..<end + 4 where text.inSameSentence(index, ahead) {
      let word = text.words[ahead]
      guard
        word.kind == .word || TimeUnits.lengths.contains(word.term)
          || word.kind == .number || word.isMark("-")
      else { return nil }
      if ["a", "of", "per", "each", "and", "to", "for", "hour", "minute"].contains(word.term) {
        return nil
      }
      if TimeUnits.counts.contains(word.term), word.term != "days", word.term != "lesson" {
        return index..<ahead + 1
      }
    }
    return nil
  }

  /// "at the start of the day", "after lunch", "at 9:00, 11:00 and 14:00".
  func fixedMoment(at index: Int) -> Range<Int>? {
    switch text.term(index) {
    case "at" where Self.breaks.contains(text.term(index + 1)): return index..<index + 2
    case "at":
      var noun = index + 1
      if text.term(noun) == "the" { noun += 1 }
      guard ["start", "end", "beginning"].contains(text.term(noun)) else { return nil }
      if text.term(noun + 1) == "and" { noun += 2 }
      guard text.term(noun + 1) == "of" else { return nil }
      for ahead in noun + 2..<noun + 6
      where ["day", "lesson", "week", "lessons", "term", "morning", "afternoon"]
        .contains(text.term(ahead))
      {
        return index..<ahead + 1
      }
      return nil
    case "before", "after", "during":
      let noun = text.term(index + 1)
      guard
        ["school", "lunch", "break", "lunchtime", "breakfast", "registration", "assembly"]
          .contains(noun)
      else { return nil }
      return index..<index + 2
    default: return nil
    }
  }

  private static let breaks: TermSet = [
    "break", "breaktime", "breaktimes", "lunch", "lunchtime", "lunchtimes", "playtime", "playtimes",
    "registration", "mealtimes",
  ]

  /// "every morning", "each timetabled English lesson", "all written work", "each time he…".
  func trigger(at index: Int) -> Range<Int>? {
    let word = text.term(index)
    guard word == "every" || word == "each" || word == "all" || word == "whenever" else {
      return nil
    }
    if word == "whenever" {
      let vague: [Term] = [
        "possible", "necessary", "needed", "required", "appropriate", "available",
      ]
      return vague.contains(text.term(index + 1)) ? nil : index..<index + 1
    }
    if TimeUnits.vagueCounts.contains(text.term(index - 1)) { return nil }
    if countsVaguely(before: index), TimeUnits.periods.contains(text.term(index + 1)) {
      return nil
    }
    if isCapped(before: index), TimeUnits.periods.contains(text.term(index + 1)) { return nil }
    let nouns = word == "all" ? Self.allOf : TimeUnits.triggers
    for ahead in index + 1...index + 5 where text.inSameSentence(index, ahead) {
      let noun = text.words[ahead]
      if noun.kind == .mark { return nil }
      if Self.notModifiers.contains(noun.term) { return nil }
      guard nouns.contains(noun.term) else { continue }
      // "each time" of "15 minutes each time" repeats what was counted before.
      if noun.term == "time", word == "each", TimeUnits.lengths.contains(text.term(index - 1)) {
        return nil
      }
      return index..<ahead + 1
    }
    return nil
  }

  private static let allOf: TermSet = [
    "lessons", "tasks", "work", "classes", "transitions", "meals", "tests", "exams",
    "examinations", "activities", "trips", "assessments", "mealtimes", "journeys", "worksheets",
    "texts", "outings", "assemblies",
  ]
  private static let notModifiers: TermSet = [
    "staff", "adults", "adult", "who", "child", "pupil", "pupils", "of", "will", "session",
    "sessions", "teachers", "should", "person", "in", "with", "to", "for",
  ]
}
