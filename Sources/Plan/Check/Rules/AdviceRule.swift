/// E13: section K lists every report with its author, role and date, attached, and none is missing.
struct AdviceRule: CheckRule {
  let id = "E13"
  let title = "The advice is listed and attached"
  let regulation = "SEND Regulations 2014, reg 6(1) and 12(4); SEND Code of Practice 2015, 9.77"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard plan.sees(Sections.advice) else { return [] }
    let list = plan.records(Sections.advice, "advice")
    var findings: [Finding] = []
    for report in list {
      let lacking = [FindingReason.AdviceFact.author, .role, .date].filter {
        report.field($0.rawValue)?.value.isFilled != true
      }
      if !lacking.isEmpty {
        findings.append(
          finding(
            .error, report.place(Sections.advice, "advice", lacking.first?.rawValue), nil,
            .adviceIncomplete(lacking)))
      }
      if report.field("attached")?.value != .flag(true) {
        findings.append(
          finding(
            plan.phase == .gather ? .warning : .error,
            report.place(Sections.advice, "advice", "attached"), nil, .adviceNotAttached))
      }
    }
    guard !list.isEmpty else { return findings }
    return findings + missingSources(list) + unlisted(list, in: plan)
  }

  private static let sources: [(FindingReason.AdviceSource, TermSet)] = [
    (.parent, ["parent", "parents", "mother", "father", "carer", "carers", "young", "guardian"]),
    (
      .school,
      [
        "school", "headteacher", "head", "teacher", "senco", "sendco", "college", "nursery",
        "setting", "tutor", "principal",
      ]
    ),
    (
      .health,
      [
        "health", "paediatrician", "doctor", "nurse", "gp", "nhs", "camhs", "therapist",
        "physiotherapist", "psychiatrist", "audiologist", "consultant", "medical",
      ]
    ),
    (.educationalPsychologist, ["psychologist", "ep", "psychology"]),
    (.socialCare, ["social", "care", "family"]),
  ]

  /// A warning: the role is free text, and advice may go by another name.
  private func missingSources(_ list: [RecordView]) -> [Finding] {
    var words: Set<Term> = []
    for report in list {
      for key in ["role", "title"] {
        words.formUnion(ScannedText(report.text(key)).words.map(\.term))
      }
    }
    return Self.sources.filter { !words.contains(where: $0.1.contains) }.map {
      finding(.warning, Place(part: Sections.advice), nil, .adviceMissing($0.0))
    }
  }

  private func unlisted(_ list: [RecordView], in plan: CheckSubject) -> [Finding] {
    func folded(_ text: String) -> [Term] { ScannedText(text).words.map(\.term) }
    let listed = list.map { (folded($0.text("title")), folded($0.text("author"))) }
    return plan.parts.filter { Sections.isReport($0.id) }.compactMap { part in
      let title = folded(part.text("title"))
      let author = folded(part.text("author"))
      if title.isEmpty && author.isEmpty { return nil }
      let isListed = listed.contains { entry in
        (!title.isEmpty && entry.0 == title) || (!author.isEmpty && entry.1 == author)
      }
      return isListed ? nil : finding(.warning, part.place(), nil, .adviceNotListed)
    }
  }
}
