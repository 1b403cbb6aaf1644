/// E10: health provision is agreed by the commissioning body.
struct HealthAgreementRule: CheckRule {
  let id = "E10"
  let title = "Health provision is agreed"
  let regulation = "SEND Regulations 2014, reg 12(2)"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let part = plan.part(Sections.health),
      !plan.records(Sections.health, "provisions").isEmpty
    else { return [] }
    var findings: [Finding] = []
    if part.field("commissioner")?.value.isFilled != true {
      findings.append(finding(.error, part.place("commissioner"), nil, .commissionerMissing))
    }
    if part.field("agreed")?.value.isFilled != true {
      findings.append(finding(.error, part.place("agreed"), nil, .agreementDateMissing))
    }
    return findings
  }
}
