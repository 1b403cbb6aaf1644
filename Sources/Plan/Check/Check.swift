/// The statutory check of a plan: every rule, over what the reader may see.
///
/// Pure: today's date comes in. A rule keeps silent about what lies in a part that was withheld.
package enum Check {
  /// Every rule, in order of id. A new rule is a new file and a line here.
  package static let rules: [any CheckRule] = [
    SectionsRule(), DraftSettingRule(), FinalSettingRule(), NeedProvisionRule(),
    ProvisionLinksRule(), SpecificationRule(), VagueWordsRule(), HealthAgreementRule(),
    AdultSocialCareRule(), AdviceRule(), PlaceholderRule(), NothingStatedRule(), SignatureRule(),
    IdentityRule(), OutcomeWordingRule(), EvidenceRule(), TotalsRule(), PlainLanguageRule(),
  ]

  /// Checks a plan as it stands on `today`.
  /// - Parameter switchedOff: ids of rules the authority does not use.
  /// - Returns: the findings in order of section, record and rule. O(words).
  package static func report(
    on plan: PlanView, today: CivilDate, switchedOff: Set<String> = []
  ) -> CheckReport {
    // Section 38(5) is about first drafts; regulation 22, on amendments, does not refer to it.
    let amending: Set<String> = plan.acts.issued == nil ? [] : ["E02"]
    return report(
      on: CheckSubject(plan, today: today), switchedOff: switchedOff.union(amending))
  }

  /// As above, over a subject made by hand.
  package static func report(
    on subject: CheckSubject, switchedOff: Set<String> = []
  ) -> CheckReport {
    var findings: [Finding] = []
    for rule in rules where !switchedOff.contains(rule.id) && rule.phases.contains(subject.phase) {
      findings += rule.findings(in: subject)
    }
    return CheckReport(findings: findings)
  }
}
