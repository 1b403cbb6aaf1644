/// Tells a "may" that takes back a promise from the month, and from a clause of its own.
enum Hedge {
  /// Words that open a clause in which a modal speaks of the child or of the world, not of what
  /// the authority promises.
  private static let openers: TermSet = [
    "so", "that", "when", "if", "which", "who", "whom", "what", "where", "because", "until",
    "how", "whether", "whenever", "things", "situations", "why", "as", "than", "anything",
    "anyone", "someone",
  ]
  /// Those whose clause runs on to the end of the sentence, as a rule.
  private static let farOpeners: TermSet = ["so", "because", "until", "whether", "how"]
  private static let recommending: TermSet = [
    "recommended", "recommend", "recommends", "suggested", "suggests", "advised", "advises",
  ]
  private static let pronouns: TermSet = ["he", "she", "they", "it", "this"]
  private static let dateWords: TermSet = [
    "in", "by", "from", "until", "of", "on", "since", "during", "before", "after", "late", "early",
    "and", "to",
  ]

  static func isHedge(at index: Int, in text: ScannedText) -> Bool {
    guard let word = text.word(index) else { return false }
    if word.term == "may", isMonth(index, in: text) { return false }
    // "should he become anxious": a condition, turned round.
    if text.words.indices.contains(index - 1) == false || !text.inSameSentence(index - 1, index),
      pronouns.contains(text.term(index + 1))
    {
      return false
    }
    // "labels he may meet": a relative clause without its "that".
    if pronouns.contains(text.term(index - 1)), text.inSameSentence(index - 2, index),
      text.words[index - 2].kind == .word, !["and", "but", "then"].contains(text.term(index - 2))
    {
      return false
    }
    // "He may need reminding, so his assistant will…": the promise follows.
    if isFollowedByPromise(index, in: text) { return false }
    var back = index - 1
    while text.inSameSentence(back, index), index - back <= 14 {
      let previous = text.term(back)
      if text.words[back].kind == .mark, [",", ";", ":", "(", "-"].contains(previous) {
        // "The adults, who should be patient": the clause begins here.
        return !openers.contains(text.term(back + 1)) || text.term(back + 1) == "who"
      }
      let reach = farOpeners.contains(previous) ? 14 : 5
      if openers.contains(previous), index - back <= reach {
        // "recommended that he should…" is still no promise.
        return previous == "that" && recommending.contains(text.term(back - 1))
          || (previous == "who" && text.term(back - 1) == ",")
      }
      back -= 1
    }
    return true
  }

  private static func isFollowedByPromise(_ index: Int, in text: ScannedText) -> Bool {
    var hasTurned = false
    var ahead = index + 1
    while text.inSameSentence(index, ahead), ahead - index <= 30 {
      if text.words[ahead].isMark(","), text.term(ahead + 1) == "so" { hasTurned = true }
      if hasTurned, ["will", "shall", "must"].contains(text.term(ahead)) { return true }
      ahead += 1
    }
    return false
  }

  private static func isMonth(_ index: Int, in text: ScannedText) -> Bool {
    guard let word = text.word(index), word.isCapitalised else { return false }
    if let next = text.word(index + 1), next.kind == .number { return true }
    guard let previous = text.word(index - 1), previous.sentence == word.sentence else {
      return false
    }
    return previous.kind == .number || dateWords.contains(previous.term)
      || ["st", "nd", "rd", "th"].contains(previous.term)
  }
}
