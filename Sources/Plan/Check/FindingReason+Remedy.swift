extension FindingReason {
  /// How to mend it, in one plain sentence.
  package var remedy: String {
    switch self {
    case .sectionMissing(let part): "Add section \(part)."
    case .sectionUnlabelled: "Give the section its letter and title."
    case .sectionEmpty: "Write the section."
    case .voiceMissing(.child): "Add what the child says, or how the child's views were sought."
    case .voiceMissing(.parents): "Add what the parents say, or how their views were sought."
    case .noneNotStated: "Write the section, or mark it as having nothing to record."
    case .noneContradicted: "Take the mark off, or remove what is written."
    case .settingInDraft: "Leave section I empty until the family has asked for a setting."
    case .settingMentioned: "Describe what the child needs without the name or type of a school."
    case .settingBlank:
      "Fill in section I, or record why provision is made otherwise than in a setting."
    case .settingTypeMissing: "Add the type of setting."
    case .needWithoutProvision(_, let sections):
      "Write provision for it in section \(Self.list(sections.map(\.description), "or")), "
        + "or link the provision that meets it."
    case .provisionWithoutNeed: "Link it to the need it meets, or add that need."
    case .outcomeWithoutProvision: "Link the provision that works towards it, or write some."
    case .notSpecified(let missing, let kind): Self.advice(for: missing, kind)
    case .vague(_, let open):
      open.isEmpty ? "Choose words that leave no doubt." : "Say \(Self.questions(open))."
    case .outcomeWording(let faults): Self.advice(for: faults)
    case .moneyNotHours: "Say the hours, who gives them and what they are for."
    case .totalDisagrees: "Correct the total or the sessions."
    case .adulthoodMissing:
      "Mark the provision that prepares for work, independent living, health or community, or write "
        + "some."
    case .therapyInHealthOnly:
      "Move it to section F if it educates or trains; as health provision nobody must secure it."
    case .otherChild(.name): "Write the child's own name, or say who this is."
    case .otherChild: "Check it against the child's details; it may come from another plan."
    case .repeated: "Say what is particular here, or keep the passage once."
    case .repeatedElsewhere: "Make sure it was written for this child."
    case .changedSinceServed:
      "Record the representation that led to it, undo the change, or serve the draft again."
    case .commissionerMissing: "Name the commissioning body that agreed it."
    case .agreementDateMissing: "Add the day it agreed."
    case .adultInH1: "Move this provision to section H2 or to the adult care plan."
    case .adviceIncomplete: "Add what is missing."
    case .adviceNotAttached: "Attach the report: the plan goes out with its appendices."
    case .adviceMissing: "List the advice, or ask for it."
    case .adviceNotListed: "Add it to section K with author, role and date."
    case .noEvidence: "Link the report it comes from."
    case .adviceNeverCited: "Read the report again, and link what comes from it."
    case .placeholder(let kind): kind == .toBeConfirmed ? "Settle it, then write it." : Self.write
    case .longSentence: "Make two or three shorter sentences of it."
    case .acronym: "Write the name in full where it first appears."
    case .historyTooLong: "Keep what matters for the child's support now."
    case .unsigned: "Have the responsible officer sign."
    case .planDateMissing: "Date the plan."
    case .reviewDateMissing: "Set the date of the next review."
    case .reviewTooLate: "Bring the review forward."
    case .pupilNumber, .healthNumber: "Copy it again from the record."
    case .bornInFuture, .tooOld: "Check the date of birth."
    case .birthDateMissing: "Add the date of birth."
    }
  }

  private static let write = "Write what is meant, or take it out."

  private static func advice(
    for missing: [SpecificationElement], _ kind: ProvisionKind
  ) -> String {
    let parts = missing.map { element in
      switch element {
      case .what: "the activity, programme or item"
      case .who: "the role, with its training"
      case .ratio: "1:1, a pair or the size of the group"
      case .frequency: "how many times a week or term"
      case .duration: kind == .adaptation ? "when it is used" : "the length of a session"
      case .commitment: "“will”"
      }
    }
    return "Write \(list(parts, "and"))."
  }

  private static func advice(for faults: [OutcomeFault]) -> String {
    let parts = faults.map { fault in
      switch fault {
      case .noTime: "by when"
      case .notMeasurable: "what the child will do"
      case .noBaseline: "what the child does now"
      case .isProvision: "what will be different for the child"
      }
    }
    return "Say \(list(parts, "and"))."
  }
}
