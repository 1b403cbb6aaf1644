/// A person's place in a plan.
package struct Membership: Hashable, Sendable {
  package let plan: PlanIdentifier
  package let account: AccountIdentifier
  /// A role of the template.
  package let role: String
  /// Rights that differ from the role's, by part. The store does not read them.
  package let overrides: [String: String]

  package init(
    plan: PlanIdentifier, account: AccountIdentifier, role: String,
    overrides: [String: String] = [:]
  ) {
    self.plan = plan
    self.account = account
    self.role = role
    self.overrides = overrides
  }
}
