/// E21: the pupil number and NHS number can be right, and the child is of an age to have a plan.
struct IdentityRule: CheckRule {
  let id = "E21"
  let title = "Numbers and age can be right"
  let regulation = "Children and Families Act 2014, s.46; DfE UPN guide; NHS Data Dictionary"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let details = plan.part(Sections.details) else { return [] }
    var findings: [Finding] = []
    if details.field("upn")?.value.isFilled == true {
      do throws(UPN.Fault) {
        _ = try UPN(details.text("upn"))
      } catch {
        findings.append(
          finding(.error, details.place("upn"), whole("upn", details), .pupilNumber(error)))
      }
    }
    if details.field("nhs-number")?.value.isFilled == true {
      do throws(NHSNumber.Fault) {
        _ = try NHSNumber(details.text("nhs-number"))
      } catch {
        let range = whole("nhs-number", details)
        findings.append(finding(.error, details.place("nhs-number"), range, .healthNumber(error)))
      }
    }
    return findings + birth(plan, details)
  }

  private func whole(_ key: String, _ details: PartView) -> Range<Int> {
    0..<details.text(key).unicodeScalars.count
  }

  private func birth(_ plan: CheckSubject, _ details: PartView) -> [Finding] {
    let place = details.place("date-of-birth")
    guard let birth = plan.dateOfBirth else {
      return [finding(.error, place, nil, .birthDateMissing)]
    }
    if birth > plan.today { return [finding(.error, place, nil, .bornInFuture)] }
    if let age = plan.age, age > 25 { return [finding(.error, place, nil, .tooOld(age: age))] }
    return []
  }
}
