/// E15: no other child's name, date of birth or pupil number, and no pronoun that is not this
/// child's.
///
/// It points at words of this plan and says nothing that is not in them: whoever reads the finding
/// learns of no other child.
struct OtherChildRule: CheckRule {
  let id = "E15"
  let title = "The plan is about this child"
  let regulation = "UK GDPR, article 5(1)(d); SEND Regulations 2014, reg 12(1)"

  func findings(in plan: CheckSubject) -> [Finding] {
    guard let details = plan.part(Sections.details), !plan.names.isEmpty else { return [] }
    let names = OtherNameReader(plan)
    let own = pronouns(in: details)
    let number = try? UPN(details.text("upn"))
    return plan.texts.flatMap { text in
      var findings = names.hits(in: text).map { found(.error, text, $0, .name) }
      findings += BirthDateReader.hits(in: text.text).filter { $0.date != plan.dateOfBirth }
        .map { found(.error, text, $0.run, .birthDate) }
      if text.place.field != "upn" {
        findings += PupilNumberReader.hits(in: text.text).filter { $0.number != number }
          .map { found(.error, text, $0.run, .pupilNumber) }
      }
      if let own, Self.isAboutChild(text.place) {
        findings += PronounReader.hits(
          in: text.text, own: own, names: plan.names, words: plan.words
        ).map { found(.error, text, $0, .pronoun) }
      }
      return findings
    }
  }

  private func found(
    _ severity: Finding.Severity, _ text: CheckedText, _ run: Range<Int>,
    _ sign: FindingReason.OtherChildSign
  ) -> Finding {
    finding(severity, text.place, text.text.scalars(of: run), .otherChild(sign))
  }

  /// Where "he" can only be the child: not in the family's own words, nor in reports about others.
  private static func isAboutChild(_ place: Place) -> Bool {
    [
      Sections.needs, Sections.healthNeeds, Sections.careNeeds, Sections.outcomes,
      Sections.education, Sections.health, Sections.careUnder18, Sections.care,
    ].contains(place.part)
  }

  /// As written, or else by the sex on record.
  private func pronouns(in details: PartView) -> PronounReader.Pronouns? {
    let written = details.text("pronouns")
    if !written.isEmpty { return PronounReader.Pronouns(written) }
    switch details.text("sex") {
    case "female": return .feminine
    case "male": return .masculine
    default: return nil
    }
  }
}
