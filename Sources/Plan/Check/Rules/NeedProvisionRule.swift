import CRDT

/// E04: each and every special educational need has provision in section F; health and social care
/// needs have some in G and H.
struct NeedProvisionRule: CheckRule {
  let id = "E04"
  let title = "Every need has provision"
  let regulation = "Children and Families Act 2014, s.37(2); SEND Code of Practice 2015, 9.69"

  func findings(in plan: CheckSubject) -> [Finding] {
    check(Sections.needs, metIn: [Sections.education], .error, in: plan)
      + check(Sections.healthNeeds, metIn: [Sections.health], .warning, in: plan)
      + check(Sections.careNeeds, metIn: [Sections.careUnder18, Sections.care], .warning, in: plan)
  }

  private func check(
    _ section: PartID, metIn provision: [PartID], _ severity: Finding.Severity,
    in plan: CheckSubject
  ) -> [Finding] {
    // What was withheld may hold the provision: keep silent.
    guard !provision.contains(where: plan.withheld.contains) else { return [] }
    var met: Set<EventID> = []
    for part in provision {
      for record in plan.records(part, "provisions") { met.formUnion(record.links("needs")) }
    }
    return plan.records(section, "needs").filter { !met.contains($0.id) }.map { need in
      finding(
        severity, need.place(section, "needs"), nil,
        .needWithoutProvision(need: section, provision: provision))
    }
  }
}
