/// Finds vague words in a text, leaving alone those that are part of another word's meaning:
/// a learning support assistant, the month of May, an input device.
enum VagueWordReader {
  struct Hit: Sendable {
    let word: VagueWord
    let run: Range<Int>
  }

  static func hits(in text: ScannedText, words: CheckWords) -> [Hit] {
    var hits: [Hit] = []
    var index = 0
    while index < text.words.count {
      guard let match = words.vague.match(text, at: index),
        means(match.value, at: match.run, in: text, words)
      else {
        index += 1
        continue
      }
      hits.append(Hit(word: match.value, run: match.run))
      index = match.run.upperBound
    }
    return hits
  }

  private static func means(
    _ word: VagueWord, at run: Range<Int>, in text: ScannedText, _ words: CheckWords
  ) -> Bool {
    let before = text.term(run.lowerBound - 1)
    let after = text.term(run.upperBound)
    if words.modals.contains(word.phrase) { return Hedge.isHedge(at: run.lowerBound, in: text) }
    switch word.phrase {
    case "support", "supporting":
      return !helpers.contains(after)
        && !(helpers.contains(text.term(run.upperBound + 1))
          && ["teaching", "learning", "class"].contains(after))
    case "supported":
      return after != "living" && after != "internship" && after != "employment"
    case "input":
      return after != "device" && after != "method"
        && !["sensory", "proprioceptive", "vestibular", "auditory", "tactile", "switch"]
          .contains(before)
    case "regular":
      return !["class", "classroom", "school", "expression", "verbs", "shapes", "size"]
        .contains(after)
    case "up to": return limitsAmount(run, in: text)
    case "often": return !["he", "she", "they", "is", "can", "how", "too"].contains(before)
    case "be considered", "consideration": return before != "not"
    default: return true
    }
  }

  private static let helpers: TermSet = [
    "assistant", "assistants", "worker", "workers", "teacher", "teachers", "base", "plan",
    "officer", "service", "team", "group",
  ]

  /// "Up to" takes away an amount of time or of times; a group of up to four is a size, and
  /// "up to Year 6" or "up to date" is neither.
  private static func limitsAmount(_ run: Range<Int>, in text: ScannedText) -> Bool {
    for index in run.upperBound..<run.upperBound + 5 {
      let word = text.term(index)
      if TimeUnits.lengths.contains(word) || TimeUnits.counts.contains(word) { return true }
      if TimeUnits.periods.contains(word) || TimeUnits.adverbs.contains(word) { return true }
    }
    return false
  }
}
