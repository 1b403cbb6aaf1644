/// Finds "he" in a plan about a girl, where nobody else can be meant.
enum PronounReader {
  enum Pronouns: Hashable, Sendable {
    case feminine
    case masculine

    /// "she/her", "he/him"; nil for any other, and for several at once.
    init?(_ text: String) {
      let words = ScannedText(text).words.map(\.term)
      switch (words.contains("she"), words.contains("he"), words.contains("they")) {
      case (true, false, false): self = .feminine
      case (false, true, false): self = .masculine
      default: return nil
      }
    }
  }

  private static let feminine: TermSet = ["she", "her", "hers", "herself"]
  private static let masculine: TermSet = ["he", "him", "his", "himself"]

  /// The first wrong pronoun of each sentence. A pronoun that somebody else in this or the two
  /// sentences before may own is left alone.
  static func hits(
    in text: ScannedText, own: Pronouns, names: TermSet, words: CheckWords
  ) -> [Range<Int>] {
    let wrong = own == .feminine ? masculine : feminine
    var hits: [Range<Int>] = []
    for (number, sentence) in text.sentences.enumerated() {
      guard let found = sentence.first(where: { wrong.contains(text.term($0)) }) else { continue }
      // "he/she" is a form's, and another rule's.
      if text.term(found + 1) == "/" || text.term(found - 1) == "/" { continue }
      let isOpen = sentence.prefix { $0 < found }.count { text.words[$0].isMark("\"") } % 2 == 1
      if isOpen { continue }
      let scope = max(0, number - 2)...number
      let isFree = scope.allSatisfy { place in
        !text.sentences[place].contains { mayOwn($0, text, names, words) }
      }
      if isFree { hits.append(found..<found + 1) }
    }
    return hits
  }

  private static let anybody: TermSet = [
    "adult", "adults", "person", "someone", "somebody", "professional", "staff", "man", "woman",
    "lady", "worker", "other", "another", "people", "member",
  ]

  private static func mayOwn(
    _ index: Int, _ text: ScannedText, _ names: TermSet, _ words: CheckWords
  ) -> Bool {
    let word = text.words[index]
    guard word.kind == .word, !names.contains(word.term) else { return false }
    if OtherPeople.relations.contains(word.term) || OtherPeople.titles.contains(word.term)
      || anybody.contains(word.term)
    {
      return true
    }
    return word.isCapitalised && words.forenames.contains(word.term)
  }
}
