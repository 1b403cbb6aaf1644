/// E12: section H1 is for those under 18.
struct AdultSocialCareRule: CheckRule {
  let id = "E12"
  let title = "Section H1 is for under-18s"
  let regulation = "Children and Families Act 2014, s.37(2)(e)"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let age = plan.age, age >= 18,
      !plan.records(Sections.careUnder18, "provisions").isEmpty
    else { return [] }
    return [finding(.error, Place(part: Sections.careUnder18), nil, .adultInH1(age: age))]
  }
}
