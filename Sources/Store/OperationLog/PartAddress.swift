/// One part of one plan: the unit of permission, of sync, and of the operation log.
package struct PartAddress: Hashable, Comparable, Sendable {
  package let plan: PlanIdentifier
  /// The part's name, as in the template: `B`, `details`, `advice-…`.
  package let name: String

  package init(plan: PlanIdentifier, name: String) {
    self.plan = plan
    self.name = name
  }

  package static func < (left: PartAddress, right: PartAddress) -> Bool {
    left.plan != right.plan ? left.plan < right.plan : left.name < right.name
  }
}
