/// Finds who delivers a provision: a role, where the sentence makes it the one who acts.
///
/// A role that only wrote the programme, gets the report or is trained does not count, and
/// "staff", "an adult", "a professional" are nobody.
enum PersonReader {
  /// - Parameters:
  ///   - isWhoField: the text is the record's own "who": every role in it counts.
  ///   - placeholders: words that stand for somebody still to be named.
  static func read(
    _ text: ScannedText, kind: ProvisionKind, isWhoField: Bool, placeholders: TermSet
  ) -> (hits: [ElementHit], nearMisses: [ElementHit]) {
    var hits: [ElementHit] = []
    var nearMisses: [ElementHit] = []
    for index in text.words.indices where text.words[index].kind == .word {
      let word = text.words[index].term
      if isRole(at: index, word, in: text) {
        let run = phrase(endingAt: index, in: text)
        if isWhoField || acts(run, kind: kind, in: text) { hits.append(ElementHit(.who, run)) }
      } else if kind == .adaptation, institutions.contains(word), provides(at: index, in: text) {
        hits.append(ElementHit(.who, index..<index + 1))
      } else if nobodies.contains(word), word != "school" || isWhoField {
        nearMisses.append(ElementHit(.who, phrase(endingAt: index, in: text)))
      }
    }
    if isWhoField, hits.isEmpty, let run = namedParty(in: text, placeholders) {
      hits.append(ElementHit(.who, run))
    }
    return (hits, nearMisses)
  }

  // MARK: - Roles

  private static let roles: TermSet = TermSet(
    [
      "teacher", "assistant", "therapist", "psychologist", "psychotherapist", "psychiatrist",
      "senco", "sendco", "elsa", "hlta", "ta", "lsa", "slt", "salt", "ot", "ep",
      "physiotherapist", "physio", "nurse", "counsellor", "mentor", "tutor", "instructor",
      "librarian", "technician", "supervisor", "interpreter", "paediatrician", "doctor", "gp",
      "qtvi", "qtod", "qthi", "qtmsi", "intervenor", "practitioner", "headteacher", "principal",
      "officer", "audiologist", "dietitian", "dietician", "orthotist", "orthoptist",
      "podiatrist", "lecturer", "carer", "chaperone", "caseworker", "coordinator", "adviser",
      "advisor", "analyst", "trainer", "signer", "intervener", "optometrist",
      "neurologist", "pharmacist", "clinician", "educator",
    ].flatMap { [Term($0), Term($0 + "s")] })

  /// Nouns that are a role only after a word that says of what.
  private static let qualifiedRoles: TermTable<TermSet> = [
    "worker": roleFields, "workers": roleFields, "specialist": roleFields,
    "specialists": roleFields, "lead": roleFields, "leader": roleFields, "coach": roleFields,
    "coaches": roleFields, "visitor": ["health", "home"], "consultant": roleFields,
    "driver": ["bus", "taxi", "minibus"], "escort": ["passenger", "travel", "taxi"],
    "head": ["deputy", "assistant"], "manager": roleFields, "managers": roleFields,
    "service": serviceFields, "services": serviceFields,
    "team": serviceFields.union(teamFields),
  ]
  private static let roleFields: TermSet = [
    "support", "social", "youth", "family", "care", "outreach", "welfare", "health",
    "habilitation", "mobility", "dyslexia", "autism", "mental", "literacy", "numeracy",
    "behaviour", "communication", "vision", "hearing", "sensory", "feeding", "continence",
    "pastoral", "inclusion", "year", "team", "nursery", "play", "job", "life", "sports",
    "swimming", "phase", "department", "subject", "maths", "english", "phonics", "aac",
    "reading", "education",
  ]
  private static let serviceFields: TermSet = [
    "psychology", "therapy", "nursing", "teaching", "outreach", "impairment", "counselling",
    "advisory", "physiotherapy",
  ]

  private static let teamFields: TermSet = [
    "nurture", "pastoral", "inclusion", "sensory", "autism", "behaviour", "hearing", "vision",
    "outreach", "send", "sen",
  ]
  /// What a school has heads of.
  private static let departments: TermSet = [
    "year", "department", "house", "phase", "faculty", "school", "centre", "inclusion", "sixth",
    "key", "lower", "upper", "care", "learning",
  ]

  private static let nobodies: TermSet = [
    "staff", "adult", "adults", "professional", "professionals", "someone", "somebody", "person",
    "people", "specialist", "specialists", "expert", "experts", "school", "team", "worker",
    "individuals",
  ]

  private static let institutions: TermSet = [
    "school", "college", "academy", "nursery", "authority", "council", "trust",
  ]

  private static func isRole(at index: Int, _ word: Term, in text: ScannedText) -> Bool {
    if roles.contains(word) {
      // "Teacher training" is about teachers, an "ELSA session" a programme.
      return text.term(index + 1) != "training"
        && !(word == "elsa" && ["session", "sessions"].contains(text.term(index + 1)))
    }
    if word == "head", text.term(index + 1) == "of" {
      return departments.contains(text.term(index + 2))
    }
    return qualifiedRoles[word]?.contains(text.term(index - 1)) == true
  }

  /// The role with the words that belong to it: "a qualified speech and language therapist".
  private static func phrase(endingAt index: Int, in text: ScannedText) -> Range<Int> {
    var start = index
    while index - start < 8, text.inSameSentence(start - 1, index) {
      let word = text.words[start - 1]
      // "speech and language therapist" is one role.
      let joins = word.term == "and" && compounds.contains(text.term(start - 2))
      guard word.kind == .word, word.term != "'s", joins || !boundaries.contains(word.term) else {
        break
      }
      start -= 1
    }
    return start..<index + 1
  }

  private static let compounds: TermSet = [
    "speech", "moving", "mobility", "health", "behaviour", "inclusion", "child",
  ]
  private static let boundaries: TermSet = [
    "by", "with", "to", "for", "from", "of", "the", "a", "an", "his", "her", "their", "and", "or",
    "will", "shall", "must", "is", "are", "be", "who", "whom", "that", "in", "at", "on", "led",
    "taught", "run", "train", "trains", "coaching", "coach", "training", "trained", "as", "all",
    "every", "each", "any", "two", "one", "should", "may", "might", "could", "would", "where",
    "when", "if", "has", "have", "give", "tell", "advise", "help", "per", "week", "day", "term",
  ]

  // MARK: - Acting

  private static func acts(
    _ run: Range<Int>, kind: ProvisionKind, in text: ScannedText
  ) -> Bool {
    if writesOnly(run, in: text) { return false }
    var before = run.lowerBound - 1
    while text.inSameSentence(before, run.lowerBound),
      determiners.contains(text.term(before)) || text.term(before) == "'s"
        || (text.term(before + 1) == "'s" && text.words[before].kind == .word)
    {
      before -= 1
    }
    guard text.inSameSentence(before, run.lowerBound) else { return true }
    let verb = text.term(before - 1)
    switch text.term(before) {
    case "by":
      if kind != .consultation, overseeing.contains(verb) { return false }
      return !authoring.contains(verb)
    case "with": return !conferring.contains(verb)
    case "to": return verb == "access" || verb == "one" || verb == "two"
    case "of": return !advising.contains(verb)
    case "from": return !advising.contains(verb) || kind == .consultation
    case "for": return kind == .direct || kind == .adaptation
    case "train", "trains", "coach", "coaching", "training", "advise", "advising", "upskill":
      return false
    default: return true
    }
  }

  private static let determiners: TermSet = [
    "a", "an", "the", "his", "her", "their", "every", "each", "all", "any", "school", "class",
    "one", "two",
  ]
  private static let authoring: TermSet = [
    "designed", "devised", "written", "set", "advised", "recommended", "agreed", "produced",
    "trained", "drawn", "up", "suggested", "prepared", "approved", "outlined", "specified",
    "planned", "created", "developed", "directed", "requested", "informed",
  ]
  private static let overseeing: TermSet = [
    "supervised", "overseen", "reviewed", "monitored", "assessed", "checked",
  ]
  private static let conferring: TermSet = [
    "consultation", "liaison", "liaise", "liaises", "liaising", "discussion", "shared", "agreed",
    "collaboration", "conjunction", "partnership", "communication", "discussed", "share",
  ]
  private static let advising: TermSet = [
    "advice", "recommendation", "recommendations", "report", "supervision", "guidance",
    "direction", "instruction", "training",
  ]

  /// "the speech therapist's report", "whom the therapist has trained".
  private static func writesOnly(_ run: Range<Int>, in text: ScannedText) -> Bool {
    let end = run.upperBound
    if text.term(end) == "'s" {
      return [
        "report", "advice", "programme", "assessment", "recommendations", "plan", "targets",
        "guidance", "recommendation",
      ].contains(text.term(end + 1))
    }
    return (text.term(end) == "has" || text.term(end) == "have")
      && ["trained", "written", "designed", "set", "advised", "recommended"]
        .contains(text.term(end + 1))
  }

  /// "The school will…", "provided by the college".
  private static func provides(at index: Int, in text: ScannedText) -> Bool {
    if ["will", "must", "shall"].contains(text.term(index + 1)) { return true }
    let by = determiners.contains(text.term(index - 1)) ? index - 2 : index - 1
    return text.term(by) == "by"
  }

  /// In the "who" field a name or a service is somebody: "Ms Okafor", "Milbury Outreach".
  private static func namedParty(
    in text: ScannedText, _ placeholders: TermSet
  ) -> Range<Int>? {
    let first = text.words.indices.first { index in
      let word = text.words[index]
      return word.kind == .word && word.isCapitalised && !nobodies.contains(word.term)
        && !qualities.contains(word.term) && !placeholders.contains(word.term)
        && !text.words.contains { nobodies.contains($0.term) && $0.term != "school" }
    }
    return first.map { $0..<$0 + 1 }
  }

  private static let qualities: TermSet = [
    "trained", "experienced", "qualified", "suitable", "suitably", "appropriate", "specialist",
    "all", "any", "an", "a", "the", "familiar", "key", "trusted", "as", "when", "not",
  ]
}
