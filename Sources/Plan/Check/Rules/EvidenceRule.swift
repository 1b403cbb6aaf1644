import CRDT

/// W14: needs and provision cite the advice they come from, and every report is cited.
struct EvidenceRule: CheckRule {
  let id = "W14"
  let title = "The plan rests on the advice"
  let regulation = "SEND Regulations 2014, reg 6(1) and 12(4)"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard plan.sees(Sections.advice) else { return [] }
    let reports = plan.records(Sections.advice, "advice")
    let known = Set(reports.map(\.id))
    var cited: Set<EventID> = []
    var findings: [Finding] = []
    for (section, list) in Self.citing {
      for record in plan.records(section, list) {
        let sources = record.links("sources").filter(known.contains)
        cited.formUnion(sources)
        if sources.isEmpty, record.citations.isEmpty,
          section == Sections.needs || section == Sections.education
        {
          findings.append(
            finding(.warning, record.place(section, list, "sources"), nil, .noEvidence))
        }
      }
    }
    guard !Self.citing.contains(where: { plan.withheld.contains($0.0) }) else { return findings }
    for report in reports where !cited.contains(report.id) {
      findings.append(
        finding(.warning, report.place(Sections.advice, "advice"), nil, .adviceNeverCited))
    }
    return findings
  }

  private static let citing: [(PartID, String)] =
    [Sections.needs, Sections.healthNeeds, Sections.careNeeds].map { ($0, "needs") }
    + Sections.provision.map { ($0.part, "provisions") }
}
