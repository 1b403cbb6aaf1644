/// The statutory check of a plan: every rule, over what the reader may see.
///
/// Pure: today's date comes in. A rule keeps silent about what lies in a part that was withheld.
package enum Check {
  /// Every rule, in order of id. A new rule is a new file and a line here.
  package static let rules: [any CheckRule] = [
    SectionsRule(), DraftSettingRule(), FinalSettingRule(), NeedProvisionRule(),
    ProvisionLinksRule(), SpecificationRule(), VagueWordsRule(), HealthAgreementRule(),
    AdultSocialCareRule(), AdviceRule(), PlaceholderRule(), NothingStatedRule(), SignatureRule(),
    IdentityRule(), OutcomeWordingRule(), AdulthoodRule(), TherapyRule(), EvidenceRule(),
    OtherChildRule(), RepetitionRule(), ServedDraftRule(), TotalsRule(), PlainLanguageRule(),
  ]

  /// Checks a plan as it stands on `today`, by the rules its pack switches on.
  /// - Parameters:
  ///   - context: what is known beside the plan; only a server knows of other plans.
  ///   - switchedOff: ids of rules that somebody has overridden, with a reason on record.
  /// - Returns: the findings in order of section, record and rule. O(words).
  package static func report(
    on plan: PlanView, today: CivilDate, context: CheckContext = CheckContext(),
    switchedOff: Set<String> = []
  ) -> CheckReport {
    // Section 38(5) is about first drafts; regulation 22, on amendments, does not refer to it.
    let amending: Set<String> = plan.acts.issued == nil ? [] : ["E02"]
    var context = context
    context.unexplainedChanges = context.unexplainedChanges ?? plan.unexplainedChanges
    return report(
      on: CheckSubject(plan, today: today, context: context),
      switchedOff: switchedOff.union(amending))
  }

  /// As above, over a subject made by hand.
  package static func report(
    on subject: CheckSubject, switchedOff: Set<String> = []
  ) -> CheckReport {
    var findings: [Finding] = []
    for setting in subject.settings.rules where !switchedOff.contains(setting.id) {
      guard let rule = rules.first(where: { $0.id == setting.id }),
        rule.phases.contains(subject.phase)
      else { continue }
      findings += rule.findings(in: subject).map { $0.applying(setting) }
    }
    return CheckReport(findings: findings)
  }
}
