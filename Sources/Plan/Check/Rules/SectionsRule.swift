/// E01: every section is there, labelled, and says something.
struct SectionsRule: CheckRule {
  let id = "E01"
  let title = "Every section is there"
  let regulation = "SEND Regulations 2014, reg 12(1)"

  func findings(in plan: CheckSubject) -> [Finding] {
    var findings: [Finding] = []
    for section in Sections.statutory where !plan.withheld.contains(section) {
      guard let part = plan.part(section) else {
        findings.append(finding(.error, Place(part: section), nil, .sectionMissing(section)))
        continue
      }
      if ScannedText(part.title).isEmpty {
        findings.append(finding(.error, part.place(), nil, .sectionUnlabelled(section)))
      }
      if Self.mustHoldText.contains(section), !Self.isFilled(part) {
        findings.append(finding(.error, part.place(), nil, .sectionEmpty(section)))
      } else if section == Sections.views {
        findings += voices(in: part)
      }
    }
    return findings
  }

  /// The others may be empty for a reason of their own, which other rules ask for.
  private static let mustHoldText: Set<PartID> = [
    Sections.views, Sections.needs, Sections.outcomes, Sections.education, Sections.advice,
  ]

  private static func isFilled(_ part: PartView) -> Bool {
    part.fields.contains { $0.value.isFilled }
      || part.collections.contains { list in
        list.records.contains { $0.fields.contains { $0.value.isFilled } }
      }
  }

  private func voices(in part: PartView) -> [Finding] {
    var findings: [Finding] = []
    let voices: [(String, FindingReason.Voice)] = [
      ("child-views", .child), ("parent-views", .parents),
    ]
    for (key, voice) in voices where part.field(key)?.value.isFilled != true {
      findings.append(finding(.warning, part.place(key), nil, .voiceMissing(voice)))
    }
    return findings
  }
}
