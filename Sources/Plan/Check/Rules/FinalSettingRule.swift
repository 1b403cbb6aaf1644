/// E03: a final plan names a setting and its type, or the type, or says why neither.
struct FinalSettingRule: CheckRule {
  let id = "E03"
  let title = "A final plan names the setting"
  let regulation = "SEND Regulations 2014, reg 12(1)(i); Children and Families Act 2014, s.61"
  let phases: Set<Phase> = [.final]

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let part = plan.part(Sections.setting) else { return [] }
    func isFilled(_ key: String) -> Bool { part.field(key)?.value.isFilled == true }
    if isFilled("setting-type") { return [] }
    if isFilled("setting-name") {
      return [finding(.error, part.place("setting-type"), nil, .settingTypeMissing)]
    }
    if isFilled("reason-blank") { return [] }
    return [finding(.error, part.place("setting-type"), nil, .settingBlank)]
  }
}
