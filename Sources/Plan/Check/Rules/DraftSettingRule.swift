/// E02: a first draft names no setting and no type of setting, in section I or anywhere else.
struct DraftSettingRule: CheckRule {
  let id = "E02"
  let title = "A draft names no setting"
  let regulation = "Children and Families Act 2014, s.38(5)"
  let phases: Set<Phase> = [.gather, .servedDraft]

  func findings(in plan: CheckSubject) -> [Finding] {
    if plan.context.isAmendment { return [] }
    var findings: [Finding] = []
    if let setting = plan.part(Sections.setting) {
      for key in ["setting-name", "setting-type"] where setting.field(key)?.value.isFilled == true {
        findings.append(finding(.error, setting.place(key), nil, .settingInDraft))
      }
    }
    let names = settingNames(in: plan)
    let types = Self.types
    for text in plan.texts where Self.searched.contains(text.place.part) {
      for index in text.text.words.indices {
        guard
          let run = names.match(text.text, at: index)?.run
            ?? types.match(text.text, at: index)?.run
        else { continue }
        findings.append(
          finding(.warning, text.place, text.text.scalars(of: run), .settingMentioned))
      }
    }
    return findings
  }

  private static let searched: Set<PartID> = [
    Sections.needs, Sections.healthNeeds, Sections.careNeeds, Sections.outcomes,
    Sections.education, Sections.health, Sections.careUnder18, Sections.care,
  ]

  private static let types = PhraseTable([
    "special school", "special schools", "specialist school", "specialist setting",
    "specialist placement", "mainstream school", "mainstream setting", "mainstream academy",
    "mainstream college", "independent school", "residential school", "residential placement",
    "resourced provision", "resource base", "resource provision", "specialist college",
    "alternative provision", "pupil referral unit", "independent special school",
  ])

  /// The school the child is at and the one entered in section I, as they are written there.
  private func settingNames(in plan: CheckSubject) -> PhraseTable<Bool> {
    let written = [
      plan.part(Sections.setting)?.text("setting-name") ?? "",
      plan.part(Sections.details)?.text("school") ?? "",
    ]
    let phrases = written.compactMap { name -> [Term]? in
      let words = ScannedText(name).words.filter { $0.kind != .mark }.map(\.term)
      // One word, or "the school", names nothing for certain.
      return words.count > 1 ? words : nil
    }
    return PhraseTable(phrases)
  }
}
