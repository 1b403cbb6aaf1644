extension FindingReason {
  /// What is wrong, in one plain sentence for caseworker and parent.
  package var sentence: String {
    switch self {
    case .sectionMissing(let part): "Section \(part) is not in the plan."
    case .sectionUnlabelled(let part): "Section \(part) does not carry its letter and title."
    case .sectionEmpty(let part): "Section \(part) is empty."
    case .voiceMissing(.child): "The child's own views are not recorded."
    case .voiceMissing(.parents): "The parents' views are not recorded."
    case .noneNotStated(let part):
      "Section \(part) is empty, and the plan does not say that this is meant."
    case .noneContradicted(let part):
      "Section \(part) is marked as having nothing in it, yet something is written there."
    case .settingInDraft: "A draft must not name a school or a type of school in section I."
    case .settingMentioned:
      "These words point to a particular school or type of school before the family has chosen."
    case .settingBlank: "A final plan must name a setting, a type of setting, or why there is none."
    case .settingTypeMissing: "Section I names a setting but not its type."
    case .needWithoutProvision(_, let sections):
      "No provision in section \(Self.list(sections.map(\.description), "or")) meets this need."
    case .provisionWithoutNeed(let part): "This provision is not tied to a need in section \(part)."
    case .outcomeWithoutProvision: "No provision works towards this outcome."
    case .notSpecified(let missing, _): "This does not say \(Self.questions(missing))."
    case .vague(let phrase, let open):
      open.isEmpty
        ? "“\(phrase)” can be read more than one way."
        : "“\(phrase)” leaves open \(Self.questions(open))."
    case .outcomeWording(let faults):
      "This outcome \(Self.list(faults.map(\.clause), "and"))."
    case .moneyNotHours: "This gives money or a band, not what the child will get."
    case .totalDisagrees(let stated, let rows):
      "The total says \(Self.time(stated)), but the sessions add up to \(Self.time(rows))."
    case .adulthoodMissing(let year):
      "The child is in year \(year), and nothing in the plan prepares for adulthood."
    case .therapyInHealthOnly(let therapy):
      "\(therapy.prefix(1).uppercased() + therapy.dropFirst()) stands in section G and not in F."
    case .otherChild(let sign): sign.sentence
    case .repeated(let place): "The same words stand at \(place)."
    case .repeatedElsewhere: "Nearly the same words stand in another child's plan."
    case .changedSinceServed(let author):
      "This was changed after the draft was served\(author.map { " (by \($0))" } ?? ""), and neither"
        + " an accepted representation nor the placement explains it."
    case .commissionerMissing: "Nobody is named as having agreed the health provision."
    case .agreementDateMissing: "The day the health commissioner agreed is not recorded."
    case .adultInH1(let age):
      "Section H1 is for under-18s only, and the young person is \(age)."
    case .adviceIncomplete(let facts):
      "This report lacks its \(Self.list(facts.map(\.rawValue), "and"))."
    case .adviceNotAttached: "This report is listed but not attached."
    case .adviceMissing(let source): "No advice from \(source.title) is listed."
    case .adviceNotListed: "This report is not listed in section K."
    case .noEvidence: "This cites no report in section K."
    case .adviceNeverCited: "Nothing in the plan cites this report; a need may have been left out."
    case .placeholder(let kind): kind.sentence
    case .longSentence(let words): "This sentence has \(words) words and is hard to follow."
    case .acronym: "These initials are not written out anywhere in the plan."
    case .historyTooLong(let words):
      "The history runs to \(words) words; a page of about 500 is easier to read."
    case .unsigned: "The final plan is not signed by the authority's responsible officer."
    case .planDateMissing: "The final plan has no date."
    case .reviewDateMissing: "The date of the next review is missing."
    case .reviewTooLate(let latest): "The review must be finished by \(latest)."
    case .pupilNumber(.shape): "A unique pupil number is a letter followed by twelve digits."
    case .pupilNumber(.checkLetter):
      "This pupil number cannot be right: its first letter does not fit its digits."
    case .healthNumber(.shape): "An NHS number has ten digits."
    case .healthNumber(.checkDigit):
      "This NHS number cannot be right: its last digit does not fit the others."
    case .bornInFuture: "The date of birth is in the future."
    case .tooOld(let age): "By this date of birth the young person is \(age); plans end at 25."
    case .birthDateMissing: "The date of birth is missing."
    }
  }

  /// "who delivers it, how often and how long each time".
  static func questions(_ elements: [SpecificationElement]) -> String {
    list(elements.map(\.question), "or")
  }

  /// "F, G or H1".
  package static func list(_ items: [String], _ conjunction: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  private static func time(_ minutes: Int) -> String {
    let hours = minutes / 60
    let rest = minutes % 60
    if hours == 0 { return "\(rest) minutes" }
    let whole = hours == 1 ? "1 hour" : "\(hours) hours"
    return rest == 0 ? whole : "\(whole) \(rest) minutes"
  }
}

extension SpecificationElement {
  /// The question the element answers, to follow "does not say".
  var question: String {
    switch self {
    case .what: "what exactly will be done"
    case .who: "who will do it"
    case .ratio: "one to one or in how large a group"
    case .frequency: "how often"
    case .duration: "for how long"
    case .commitment: "that it will happen"
    }
  }
}

extension FindingReason.OutcomeFault {
  fileprivate var clause: String {
    switch self {
    case .noTime: "has no date, age or key stage to reach it by"
    case .notMeasurable: "does not say what one would see the child do"
    case .noBaseline: "does not say where the child is now"
    case .isProvision: "describes a service, not a change for the child"
    }
  }
}

extension FindingReason.AdviceSource {
  var title: String {
    switch self {
    case .parent: "the parents or young person"
    case .school: "the school or college"
    case .health: "a health professional"
    case .educationalPsychologist: "an educational psychologist"
    case .socialCare: "social care"
    }
  }
}

extension FindingReason.OtherChildSign {
  fileprivate var sentence: String {
    switch self {
    case .name: "This name is not the child's, and seems to stand for the child."
    case .birthDate: "This date of birth is not the child's."
    case .pupilNumber: "This unique pupil number is not the child's."
    case .pronoun: "This is not the pronoun the plan uses for the child."
    }
  }
}

extension FindingReason.Placeholder {
  fileprivate var sentence: String {
    switch self {
    case .gap: "Something is still to be filled in here."
    case .toBeConfirmed: "This is still to be settled."
    case .instruction: "An instruction to the writer was left in the text."
    case .pronoun: "These words from a form fit any child; say which is meant."
    case .sample: "Sample words from a form were left in the text."
    }
  }
}
