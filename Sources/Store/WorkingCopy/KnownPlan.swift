/// A plan this account takes part in.
package struct KnownPlan: Hashable, Sendable {
  package let plan: PlanRecord
  /// The account's own role in it.
  package let role: String

  package init(plan: PlanRecord, role: String) {
    self.plan = plan
    self.role = role
  }
}
