/// For how long: a session's length, total hours, a stated extent of time.
extension TimeReader {
  /// Whether something that happens "in every lesson" fills it: always for equipment and ways of
  /// teaching, otherwise where the words say "in", "throughout".
  func isExtent(_ run: Range<Int>) -> Bool {
    let noun = text.term(run.upperBound - 1)
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
    let fills: [Term] = ["in", "during", "throughout", "across", "of", "for"]
    return holds && (fills.contains(text.term(run.lowerBound - 1)))
  }

  /// What says both at once: "full-time", "at all times", "throughout the school day".
  func extent(at index: Int) -> Range<Int>? {
    switch text.term(index) {
    case "full" where text.term(index + 1) == "time": return index..<index + 2
    case "fulltime": return index..<index + 1
    case "at" where text.matches(["at", "all", "times"], at: index): return index..<index + 3
    case "all" where text.term(index + 1) == "day": return index..<index + 2
    case "throughout", "across":
      for ahead in index + 1...index + 5 where text.inSameSentence(index, ahead) {
        let noun = text.term(ahead)
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

  private static let elsewhere: TermSet = [
    "every", "within", "after", "each", "last", "previous", "past", "first", "next", "under",
    "than",
  ]
  private static let notLengths: TermSet = [
    "early", "late", "walk", "drive", "away", "notice", "warning", "ago", "old", "delay",
    "earlier", "later", "drop",
  ]

  /// "20 minutes", "an hour and a half", "1.5 hours", "half an hour", "one-hour".
  func length(at index: Int) -> Range<Int>? {
    var start = index
    var end: Int
    if let quantity = amount(at: index) {
      end = quantity.run.upperBound
      if ["half", "quarter"].contains(text.term(index)) {
        while ["a", "an", "of"].contains(text.term(end)) { end += 1 }
      }
      // "one and a half hours", "20 to 30 minutes", "20-30 minutes".
      if text.matches(["and", "a", "half"], at: end) { end += 3 }
      if ["to", "-", "or"].contains(text.term(end)),
        let second = Quantity.read(text, at: end + 1)
      {
        end = second.run.upperBound
      }
    } else if ["a", "an"].contains(text.term(index)), text.term(index + 1) == "hour",
      !["half", "quarters", "quarter", "of"].contains(text.term(index - 1)),
      numbersAllow(hourAt: index)
    {
      end = index + 1
    } else {
      return nil
    }
    guard TimeUnits.lengths.contains(text.term(end)) || text.term(end) == "h",
      text.inSameSentence(index, end)
    else { return nil }
    let after = text.term(end + 1)
    // "2 hours' training" is a length; "2 hours' notice" is not.
    let noun = after == "'" ? text.term(end + 2) : after
    if Self.notLengths.contains(noun) || noun == .none && after == "'" { return nil }
    if text.term(start - 1) == "a" || text.term(start - 1) == "an" { start -= 1 }
    let before = text.term(start - 1)
    // "for the first 15 minutes of registration".
    let isPart = text.term(start - 2) == "the" && after == "of"
    if Self.elsewhere.contains(before), !(isPart && ["first", "last"].contains(before)),
      !text.matches(["not", "less", "than"], at: start - 3),
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
  func numbersAllow(hourAt index: Int) -> Bool {
    let before = text.term(index - 1)
    return !(before == "to" && text.term(index - 2) == "up")
      && !(before == "than" && text.term(index - 2) != "less")
      && !(before == "of" && text.term(index - 2) == "maximum") && before != "under"
      && before != "within" && before != "per"
  }

  private static let abilities: TermSet = [
    "can", "can't", "cannot", "only", "able", "currently", "attention", "concentration", "manages",
    "concentrates", "attends", "sleeps", "sits",
  ]

  /// "He can only attend for five minutes": the child's span, not the provision's length.
  private func isAbility(before index: Int) -> Bool {
    for back in stride(from: index - 1, through: max(0, index - 7), by: -1) {
      guard text.inSameSentence(back, index), !text.words[back].isMark(",") else { return false }
      if Self.abilities.contains(text.term(back)) { return true }
    }
    return false
  }

  /// "for the whole lesson", "the duration of the test".
  func wholeOf(at index: Int) -> Range<Int>? {
    let word = text.term(index)
    guard ["whole", "entire", "duration", "length", "entirety"].contains(word),
      text.term(index - 1) == "the"
    else { return nil }
    for ahead in index + 1...index + 5 where text.inSameSentence(index, ahead) {
      if text.words[ahead].kind == .mark { return nil }
      let noun = text.term(ahead)
      if ["class", "school", "year", "term", "group"].contains(noun) {
        if noun == "school", text.term(ahead + 1) == "day" { return index..<ahead + 2 }
        return nil
      }
      if TimeUnits.triggers.contains(noun) || noun == "session" || noun == "it" {
        return index..<ahead + 1
      }
    }
    return nil
  }

  /// "half a day", "a full day"; for training and consultation "two days" too.
  func days(at index: Int) -> Range<Int>? {
    let word = text.term(index)
    if ["half", "full", "whole"].contains(word) {
      let noun = text.term(index + 1) == "a" ? index + 2 : index + 1
      return ["day", "days", "morning", "afternoon"].contains(text.term(noun))
        ? index..<noun + 1 : nil
    }
    guard kind == .training || kind == .consultation, let quantity = amount(at: index) else {
      return nil
    }
    let noun = quantity.run.upperBound
    guard ["day", "days"].contains(text.term(noun)),
      !["a", "per", "each", "every"].contains(text.term(noun + 1))
    else { return nil }
    return index..<noun + 1
  }

  /// "12:30 to 13:10", "9.00–12.00", "2pm to 3pm".
  func clockTimes(at index: Int) -> Range<Int>? {
    guard let first = clockTime(at: index),
      ["to", "-", "until", "till", "and"].contains(text.term(first.upperBound)),
      let second = clockTime(at: first.upperBound + 1)
    else { return nil }
    if text.term(first.upperBound) == "and", text.term(index - 1) != "between" { return nil }
    return index..<second.upperBound
  }

  private func clockTime(at index: Int) -> Range<Int>? {
    guard let hour = text.word(index), hour.kind == .number, let value = hour.value, value < 24
    else { return nil }
    var end = index + 1
    var isTime = hour.range.count >= 4
    if text.term(end) == ":", text.word(end + 1)?.kind == .number {
      end += 2
      isTime = true
    }
    if ["am", "pm", "noon"].contains(text.term(end)) {
      end += 1
      isTime = true
    }
    return isTime ? index..<end : nil
  }
}
