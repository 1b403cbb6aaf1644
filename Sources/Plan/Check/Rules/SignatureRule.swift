/// E19: a final plan is signed and dated, and its review falls within twelve months.
struct SignatureRule: CheckRule {
  let id = "E19"
  let title = "The final plan is signed and dated"
  let regulation = "SEND Code of Practice 2015, 9.125; Children and Families Act 2014, s.44(1)"
  let phases: Set<Phase> = [.final]

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let details = plan.part(Sections.details) else { return [] }
    var findings: [Finding] = []
    if details.field("signed-by")?.value.isFilled != true {
      findings.append(finding(.error, details.place("signed-by"), nil, .unsigned))
    }
    let made = details.field("plan-date")?.value.date
    let review = details.field("review-date")?.value.date
    if made == nil {
      findings.append(finding(.error, details.place("plan-date"), nil, .planDateMissing))
    }
    if review == nil {
      findings.append(finding(.error, details.place("review-date"), nil, .reviewDateMissing))
    }
    if let made, let review, let latest = Self.lastReviewDay(after: made), review > latest {
      findings.append(
        finding(.error, details.place("review-date"), nil, .reviewTooLate(latest: latest)))
    }
    return findings
  }

  /// Twelve months starting with the plan's date end on the day before the anniversary; where the
  /// anniversary does not exist (29 February), on the last day of its month.
  static func lastReviewDay(after made: CivilDate) -> CivilDate? {
    let year = made.year + 1
    guard CivilDate(year: year, month: made.month, day: made.day) != nil else {
      return CivilDate(
        year: year, month: made.month, day: CivilDate.days(inMonth: made.month, year: year))
    }
    if made.day > 1 { return CivilDate(year: year, month: made.month, day: made.day - 1) }
    if made.month == 1 { return CivilDate(year: made.year, month: 12, day: 31) }
    let month = made.month - 1
    return CivilDate(
      year: year, month: month, day: CivilDate.days(inMonth: month, year: year))
  }
}
