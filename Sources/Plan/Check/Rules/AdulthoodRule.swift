/// E09: from year 9 on the plan provides for preparation for adulthood.
struct AdulthoodRule: CheckRule {
  let id = "E09"
  let title = "The plan prepares for adulthood"
  let regulation = "SEND Regulations 2014, reg 12(3)"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let year = plan.schoolYear, year >= plan.settings.adulthoodYear,
      !Sections.provision.contains(where: { plan.withheld.contains($0.part) }),
      plan.sees(Sections.education)
    else { return [] }
    let prepares = plan.provisions.contains { $0.record.field("adulthood")?.value == .flag(true) }
    if prepares { return [] }
    return [finding(.error, Place(part: Sections.education), nil, .adulthoodMissing(year: year))]
  }
}
