/// Finds a forename that stands for the child and is not the child's.
///
/// Left alone are siblings, friends, adults, schools, saints, months and ordinary words that happen
/// to be spelt alike, and anybody the plan introduces as such somewhere.
struct OtherNameReader {
  private let words: CheckWords
  private let own: TermSet
  private let others: OtherChildren?
  /// Names that the plan gives to somebody else: "his brother Jack".
  private let introduced: Set<Term>

  init(_ plan: CheckSubject) {
    words = plan.words
    own = plan.names
    others = plan.context.otherChildren
    var introduced: Set<Term> = []
    for text in plan.texts {
      // Fields that name adults, and adults' own words about the family.
      let field = text.place.field ?? ""
      let isList = text.kind == .line && Self.namingFields.contains(field)
      for index in text.text.words.indices where text.text.words[index].isCapitalised {
        let word = text.text.term(index)
        guard !plan.names.contains(word) else { continue }
        if isList || text.place.field == "parents" || Self.isSomebodyElse(index, text.text) {
          introduced.insert(word)
        }
      }
    }
    self.introduced = introduced
  }

  private static let namingFields: Set<String> = [
    "author", "caseworker", "signed-by", "who", "school", "commissioner", "authority",
    "setting-name", "role",
  ]

  /// The runs of words that name another child.
  func hits(in text: CheckedText) -> [Range<Int>] {
    let scanned = text.text
    var hits: [Range<Int>] = []
    var index = 0
    while index < scanned.words.count {
      if let run = fullName(at: index, in: scanned) {
        hits.append(run)
        index = run.upperBound
        continue
      }
      if Self.isSearched(text.place), standsForChild(index, in: scanned) {
        hits.append(index..<index + 1)
      }
      index += 1
    }
    return hits
  }

  /// Where one name alone says that another child is meant. In their own words families speak of
  /// many people.
  private static func isSearched(_ place: Place) -> Bool {
    place.part == Sections.views
      ? place.field == "history"
      : place.part != Sections.details
        && place.part != Sections.advice && place.part != Sections.setting
  }

  // MARK: Whole names

  private func fullName(at index: Int, in text: ScannedText) -> Range<Int>? {
    guard let run = others?.fullNames.match(text, at: index)?.run,
      text.words[run].allSatisfy({ $0.isCapitalised }),
      !run.allSatisfy({ own.contains(text.term($0)) }),
      !Self.isSomebodyElse(index, text), !isQuoted(index, text)
    else { return nil }
    return run
  }

  // MARK: Forenames

  private func standsForChild(_ index: Int, in text: ScannedText) -> Bool {
    guard let word = text.word(index), word.kind == .word, word.isCapitalised,
      !own.contains(word.term), !introduced.contains(word.term),
      words.forenames.contains(word.term) || others?.forenames.contains(word.term) == true
    else { return false }
    if Self.isSomebodyElse(index, text) || isPartOfName(index, text) || isQuoted(index, text) {
      return false
    }
    if Self.isOfTheYear(word.term) { return actsLikeChild(index, text) }
    // In the middle of a sentence a capital letter makes it a name.
    let isFirst =
      !text.inSameSentence(index - 1, index) || ["\"", ":", "("].contains(text.term(index - 1))
    return isFirst && words.wordNames.contains(word.term) ? actsLikeChild(index, text) : true
  }

  /// "Milbury Grace", "Grace Academy", "Harry Potter", "Jack and the Beanstalk", "St Joseph".
  private func isPartOfName(_ index: Int, _ text: ScannedText) -> Bool {
    if let next = text.word(index + 1), text.inSameSentence(index, index + 1) {
      if next.isCapitalised, next.kind == .word, !own.contains(next.term) { return true }
      if Self.institutions.contains(next.term) { return true }
      if next.term == "'s", let after = text.word(index + 2),
        Self.institutions.contains(after.term) || after.isCapitalised
      {
        return true
      }
    }
    if ["and", "in", "the", "of"].contains(text.term(index + 1)) {
      let ahead = text.term(index + 2) == "the" ? index + 3 : index + 2
      if let word = text.word(ahead), word.isCapitalised, text.inSameSentence(index, ahead),
        !words.forenames.contains(word.term)
      {
        return true
      }
    }
    guard let before = text.word(index - 1), text.inSameSentence(index - 1, index) else {
      return false
    }
    let isFirst = !text.inSameSentence(index - 2, index)
    return before.kind == .word && before.isCapitalised && !isFirst && !own.contains(before.term)
  }

  /// What a child does in a plan, or has: "Grace needs", "Grace's reading".
  private func actsLikeChild(_ index: Int, _ text: ScannedText) -> Bool {
    if Self.isOfTheYear(text.term(index)) {
      let before = text.term(index - 1)
      if Self.dateWords.contains(before) || text.word(index - 1)?.kind == .number
        || text.word(index + 1)?.kind == .number
      {
        return false
      }
    }
    let after = text.term(index + 1)
    if after == "'s" { return true }
    if Self.childVerbs.contains(after) { return text.term(index) != "will" || after != "will" }
    let before = text.term(index - 1)
    return text.inSameSentence(index - 1, index) && Self.helpingVerbs.contains(before)
      && !["may", "will"].contains(text.term(index))
  }

  private static func isOfTheYear(_ word: Term) -> Bool {
    QuantityContext.months.contains(word)
      || ["spring", "summer", "autumn", "winter"].contains(word)
  }

  /// Inside quotation marks somebody else speaks; but words of a report are about its child.
  private func isQuoted(_ index: Int, _ text: ScannedText) -> Bool {
    var isOpen = false
    var back = index - 1
    while text.inSameSentence(back, index) {
      if text.words[back].isMark("\"") { isOpen.toggle() }
      if isOpen, Self.reports.contains(text.term(back)) { return false }
      back -= 1
    }
    return isOpen
  }

  private static let reports: TermSet = ["report", "reports", "advice", "assessment"]

  // MARK: Somebody else

  /// Whether the words round a name say that it is a relative, friend or adult.
  static func isSomebodyElse(_ index: Int, _ text: ScannedText) -> Bool {
    followsRelation(index, text) || precedesRelation(index, text)
  }

  /// "his brother Jack", "Mr Jack", "friends (Amy, Ben and Jack)", "a boy called Jack".
  private static func followsRelation(_ index: Int, _ text: ScannedText) -> Bool {
    // "According to his teacher, Jack has few friends": the teacher is not Jack.
    if text.term(index - 1) == ",", childVerbs.contains(text.term(index + 1)),
      (2...8).contains(where: {
        text.inSameSentence(index - $0, index)
          && text.matches(["according", "to"], at: index - $0)
      })
    {
      return false
    }
    var back = index - 1
    while text.inSameSentence(back, index), index - back <= 9 {
      let word = text.words[back]
      if OtherPeople.titles.contains(word.term) || OtherPeople.relations.contains(word.term) {
        return true
      }
      let isJoint = joints.contains(word.term) || word.isCapitalised && index - back > 1
      guard isJoint else { return false }
      back -= 1
    }
    return false
  }

  private static let joints: TermSet = [
    ",", "and", "(", "called", "named", ":", "is", "are", "&", ".", "or",
  ]

  /// "Jack, his older brother", "Jack (a friend)", "Jack is his cousin".
  private static func precedesRelation(_ index: Int, _ text: ScannedText) -> Bool {
    var ahead = index + 1
    // A surname belongs to the name.
    while text.word(ahead)?.isCapitalised == true, text.inSameSentence(index, ahead),
      ahead - index < 3
    {
      ahead += 1
    }
    guard text.inSameSentence(index, ahead),
      [",", "(", "is", "was", "-"].contains(text.term(ahead))
    else { return false }
    let isVerb = ["is", "was"].contains(text.term(ahead))
    ahead += 1
    var steps = 0
    while steps < 5, text.inSameSentence(index, ahead), determiners.contains(text.term(ahead)) {
      ahead += 1
      steps += 1
    }
    guard text.inSameSentence(index, ahead), steps > 0 || !isVerb else { return false }
    for place in ahead..<ahead + 3 where text.inSameSentence(index, place) {
      if OtherPeople.relations.contains(text.term(place)) { return true }
      if text.words[place].kind == .mark { return false }
    }
    return false
  }

  private static let determiners: TermSet = [
    "his", "her", "their", "a", "an", "the", "own", "older", "younger", "elder", "big", "little",
    "twin", "best", "close", "class", "school", "good", "half", "step", "one", "of",
  ]

  private static let institutions: TermSet = [
    "school", "academy", "college", "nursery", "hospital", "centre", "house", "road", "street",
    "lane", "avenue", "close", "drive", "ward", "clinic", "class", "group", "room", "team", "base",
    "unit", "church", "project", "programme", "method", "test", "scale", "scales", "scheme",
    "curriculum", "trust", "syndrome", "pathway", "approach", "surgery", "practice", "primary",
    "infants", "juniors", "park", "hall",
  ]
  private static let dateWords: TermSet = [
    "in", "by", "from", "until", "till", "of", "on", "since", "during", "before", "after", "late",
    "early", "and", "to", "next", "last", "this", "each", "every", "mid", "between", "for",
  ]
  private static let childVerbs: TermSet = [
    "needs", "has", "is", "finds", "can", "will", "was", "enjoys", "struggles", "likes", "does",
    "works", "reads", "writes", "attends", "lives", "requires", "receives", "uses", "cannot",
    "becomes", "had", "gets", "shows", "makes", "wants", "knows", "understands", "speaks", "walks",
  ]
  private static let helpingVerbs: TermSet = [
    "help", "helps", "support", "supports", "teach", "teaches", "enable", "enables", "encourage",
    "encourages", "for", "with", "to", "give", "gives", "remind", "prompt", "allow", "let",
  ]
}
