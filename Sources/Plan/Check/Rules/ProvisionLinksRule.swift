import CRDT

/// E05: every provision meets a need, and every outcome has provision that works towards it.
struct ProvisionLinksRule: CheckRule {
  let id = "E05"
  let title = "Provision, needs and outcomes are tied together"
  let regulation = "SEND Regulations 2014, reg 12(1); SEND Code of Practice 2015, 9.69"

  func findings(in plan: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    var pursued: Set<EventID> = []
    for (section, needs) in Sections.provision {
      let known = Set(plan.records(needs, "needs").map(\.id))
      for provision in plan.records(section, "provisions") {
        pursued.formUnion(provision.links("outcomes"))
        let links = provision.links("needs")
        // Where the needs were not sent, a link to one is taken at its word.
        let meets = plan.sees(needs) ? links.contains(where: known.contains) : !links.isEmpty
        if !meets {
          findings.append(
            finding(
              .error, provision.place(section, "provisions", "needs"), nil,
              .provisionWithoutNeed(need: needs)))
        }
      }
    }
    let sections = Sections.provision.map(\.part)
    guard !sections.contains(where: plan.withheld.contains) else { return findings }
    for outcome in plan.records(Sections.outcomes, "outcomes") where !pursued.contains(outcome.id) {
      findings.append(
        finding(
          .warning, outcome.place(Sections.outcomes, "outcomes"), nil, .outcomeWithoutProvision))
    }
    return findings
  }
}
