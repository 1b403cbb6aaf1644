/// Finds how many share an adult: 1:1, a pair, a group of four.
enum RatioReader {
  /// - Parameter isRatioField: the text is the record's own "ratio": any small number is a size.
  static func read(
    _ text: ScannedText, _ numbers: QuantityContext, isRatioField: Bool
  ) -> (hits: [ElementHit], nearMisses: [ElementHit]) {
    var hits: [ElementHit] = []
    var nearMisses: [ElementHit] = []
    var index = 0
    while index < text.words.count {
      if let run = ratio(at: index, in: text) ?? size(at: index, in: text, numbers)
        ?? alone(at: index, in: text)
      {
        hits.append(ElementHit(.ratio, run))
        index = run.upperBound
      } else if isRatioField, let quantity = numbers.amountOrLimit(at: index), quantity.value <= 60
      {
        hits.append(ElementHit(.ratio, quantity.run))
        index = quantity.run.upperBound
      } else {
        if text.term(index) == "small", groups.contains(text.term(index + 1)) {
          nearMisses.append(ElementHit(.ratio, index..<index + 2))
        }
        index += 1
      }
    }
    return (hits, nearMisses)
  }

  private static let groups: TermSet = ["group", "groups", "class", "classes"]

  /// "1:1", "1-1", "one to one", "2 to 1", "1:8"; not "11:15", not "1 to 2 hours".
  static func ratio(at index: Int, in text: ScannedText) -> Range<Int>? {
    if text.term(index) == "121" { return index..<index + 1 }
    guard let left = Quantity.read(text, at: index), left.run.count == 1, left.value >= 1,
      left.value <= 4, left.isWhole
    else { return nil }
    let joint = text.term(index + 1)
    guard [":", "-", "to", "on", "/"].contains(joint),
      let right = Quantity.read(text, at: index + 2), right.value >= 1, right.value <= 30,
      right.isWhole
    else { return nil }
    let run = index..<right.run.upperBound
    let after = text.term(run.upperBound)
    if ["am", "pm"].contains(after) || ["at", "from", "until"].contains(text.term(index - 1)) {
      return nil
    }
    switch joint {
    case ":": return text.words[index + 2].followsSpace ? nil : run
    case "/": return nil
    case "-" where right.value == 1: return run
    default:
      if right.value != 1, left.value != 1 { return nil }
      let counted =
        TimeUnits.lengths.contains(after) || TimeUnits.counts.contains(after)
        || TimeUnits.periods.contains(after) || TimeUnits.weekdays.contains(after)
      return counted && right.value != 1 ? nil : run
    }
  }

  private static let people: TermSet = [
    "pupil", "pupils", "child", "children", "student", "students", "peer", "peers", "classmate",
    "classmates", "friend", "friends", "learner", "learners", "others", "boys", "girls",
    "adults", "assistants", "tas", "teachers", "therapists", "staff", "members", "buddies",
  ]

  /// "a group of no more than six", "a class of 12", "with three classmates", "2 pupils".
  private static func size(
    at index: Int, in text: ScannedText, _ numbers: QuantityContext
  ) -> Range<Int>? {
    if groups.contains(text.term(index)) || text.term(index) == "set" {
      for ahead in index + 1...index + 7 where text.inSameSentence(index, ahead) {
        guard let quantity = numbers.amountOrLimit(at: ahead) else {
          if text.words[ahead].isMark(",") && ahead > index + 1 { break }
          let isLimit = text.term(ahead) == "to" && text.term(ahead - 1) == "up"
          if stops.contains(text.term(ahead)), !isLimit { break }
          continue
        }
        let after = text.term(quantity.run.upperBound)
        let isTime =
          TimeUnits.lengths.contains(after) || TimeUnits.counts.contains(after)
          || after == "x" || after == "weeks" || after == "a"
        if isTime || quantity.value > 30 || quantity.value < 1
          || ["once", "twice"].contains(text.term(ahead))
        {
          break
        }
        return index..<quantity.run.upperBound
      }
      return nil
    }
    guard let quantity = numbers.amountOrLimit(at: index), quantity.value <= 30,
      quantity.value >= 1
    else { return nil }
    for ahead in quantity.run.upperBound..<quantity.run.upperBound + 6
    where text.inSameSentence(index, ahead) {
      let word = text.words[ahead]
      guard word.kind == .word, !stops.contains(word.term) else { return nil }
      if TimeUnits.lengths.contains(word.term) || TimeUnits.counts.contains(word.term) {
        return nil
      }
      if people.contains(word.term) {
        let isStaff = ["adults", "teachers", "therapists", "staff", "members"].contains(word.term)
        if isStaff, quantity.value < 2 { return nil }
        return index..<ahead + 1
      }
    }
    return nil
  }

  private static let stops: TermSet = [
    "for", "times", "each", "every", "per", "with", "by", "in", "at", "who", "weekly", "daily",
    "will", "is", "are", "to", "and",
  ]

  private static let single: TermSet = ["individual", "individually"]
  private static let documents: TermSet = [
    "needs", "need", "plan", "plans", "education", "timetable", "target", "targets", "risk",
    "learning", "behaviour", "health", "healthcare", "circumstances", "programme", "profile",
    "difficulties", "differences", "strengths", "workstation", "space", "desk", "work", "bay",
    "resources", "pace", "interests",
  ]

  private static let notAlone: TermSet = [
    "let", "left", "leave", "leaving", "be", "not", "play", "plays", "sit", "sits", "walk", "home",
  ]
  private static let meetings: TermSet = [
    "see", "sees", "seen", "meet", "meets", "meeting", "teach", "teaches", "taught", "speak",
    "speaks", "talk", "talks", "work", "works", "working", "withdrawn",
  ]

  /// "The nurse will see Sam alone": somebody meets the child. "Sam will learn to dress on his own"
  /// says what he will do.
  private static func meets(before index: Int, in text: ScannedText) -> Bool {
    for back in stride(from: index - 1, through: max(0, index - 5), by: -1) {
      guard text.inSameSentence(back, index), text.term(back) != "to" else { return false }
      if meetings.contains(text.term(back)) { return true }
    }
    return text.term(index + 1) == "with"
  }

  /// "individually", "in a pair", "just the two of them", "whole class".
  static func alone(at index: Int, in text: ScannedText) -> Range<Int>? {
    let word = text.term(index)
    let next = text.term(index + 1)
    if single.contains(word) { return documents.contains(next) ? nil : index..<index + 1 }
    switch word {
    case "pair", "pairs", "paired": return index..<index + 1
    case "alone":
      guard !notAlone.contains(text.term(index - 1)) else { return nil }
      let apart = text.term(index - 1) == "," || text.term(index + 1) == ","
      return apart || meets(before: index, in: text) ? index..<index + 1 : nil
    case "own":
      guard text.term(index - 2) == "on", ["her", "his", "their"].contains(text.term(index - 1))
      else { return nil }
      let apart = text.term(index - 3) == ","
      return apart || meets(before: index - 2, in: text) ? index - 2..<index + 1 : nil
    case "two" where text.matches(["two", "of", "them"], at: index): return index..<index + 3
    case "whole" where next == "class": return index..<index + 2
    default: return nil
    }
  }
}
