/// E18: where a section has nothing, the plan says so.
struct NothingStatedRule: CheckRule {
  let id = "E18"
  let title = "Empty sections are meant to be empty"
  let regulation = "SEND Regulations 2014, reg 12(1); SEND Code of Practice 2015, 9.62"

  func findings(in plan: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    for (section, list, flag) in Self.sections {
      guard let part = plan.part(section) else { continue }
      let isEmpty = plan.records(section, list).isEmpty
      if isEmpty && !part.flag(flag) {
        findings.append(finding(.error, part.place(flag), nil, .noneNotStated(section)))
      } else if !isEmpty && part.flag(flag) {
        findings.append(finding(.error, part.place(flag), nil, .noneContradicted(section)))
      }
    }
    return findings + directPayment(in: plan)
  }

  private static let sections: [(PartID, String, String)] = [
    (Sections.healthNeeds, "needs", "no-needs"), (Sections.careNeeds, "needs", "no-needs"),
    (Sections.health, "provisions", "none-required"),
    (Sections.careUnder18, "provisions", "none-required"),
    (Sections.care, "provisions", "none-required"),
  ]

  /// Section J is asked for only where there is a payment: a warning.
  private func directPayment(in plan: CheckSubject) -> [Finding] {
    guard let part = plan.part(Sections.directPayment) else { return [] }
    let isFilled = part.fields.contains { $0.key != "no-direct-payment" && $0.value.isFilled }
    switch (isFilled, part.flag("no-direct-payment")) {
    case (false, false):
      return [finding(.warning, part.place(), nil, .noneNotStated(part.id))]
    case (true, true):
      return [finding(.warning, part.place(), nil, .noneContradicted(part.id))]
    default: return []
    }
  }
}
