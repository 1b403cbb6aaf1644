/// W23: sentences one can follow, initials written out, a history of a page.
struct PlainLanguageRule: CheckRule {
  let id = "W23"
  let title = "Plain language"
  let regulation = "SEND Code of Practice 2015, 9.61"

  private static let longest = 45
  private static let longestHistory = 500
  /// Fields that hold the name of a body, whose initials may be part of it.
  private static let bodies: Set<String> = ["commissioner", "authority", "setting-name", "school"]

  func findings(in plan: CheckSubject) -> [Finding] {
    let explained = explainedInitials(in: plan)
    var seen: Set<Term> = []
    var findings: [Finding] = []
    for text in plan.texts where !Sections.isReport(text.place.part) {
      if text.kind == .text { findings += longSentences(in: text) }
      if text.place.part == Sections.views, text.place.field == "history",
        text.text.wordCount > Self.longestHistory
      {
        findings.append(
          finding(.warning, text.place, nil, .historyTooLong(words: text.text.wordCount)))
      }
      guard text.place.part != Sections.details, text.place.part != Sections.advice,
        !Self.bodies.contains(text.place.field ?? "")
      else { continue }
      // A line of its own, as a postcode, is no prose.
      guard text.kind == .text || text.place.record != nil else { continue }
      for index in text.text.words.indices {
        let word = text.text.words[index]
        guard word.isUppercase, (2...6).contains(word.term.length),
          !plan.words.initials.contains(word.term), !explained.contains(word.term),
          !text.text.isCrosses(index), !isShout(index, in: text.text),
          seen.insert(word.term).inserted
        else { continue }
        findings.append(finding(.warning, text.place, word.range, .acronym))
      }
    }
    return findings
  }

  private func longSentences(in text: CheckedText) -> [Finding] {
    text.text.sentences.compactMap { sentence in
      let words = text.text.words[sentence].reduce(0) { $0 + ($1.kind == .mark ? 0 : 1) }
      guard words > Self.longest else { return nil }
      return finding(
        .warning, text.place, text.text.scalars(of: sentence), .longSentence(words: words))
    }
  }

  /// A whole phrase in capitals is emphasis, not initials.
  private func isShout(_ index: Int, in text: ScannedText) -> Bool {
    [index - 1, index + 1].contains {
      text.inSameSentence($0, index) && text.word($0)?.isUppercase == true
    }
  }

  /// Initials that stand in brackets, "(SaLT)", or before a bracket, "SLCN (speech…)".
  private func explainedInitials(in plan: CheckSubject) -> Set<Term> {
    var explained: Set<Term> = []
    for text in plan.texts {
      for index in text.text.words.indices where text.text.words[index].isUppercase {
        if text.text.term(index - 1) == "(" && text.text.term(index + 1) == ")"
          || text.text.term(index + 1) == "("
        {
          explained.insert(text.text.words[index].term)
        }
      }
    }
    return explained
  }
}
