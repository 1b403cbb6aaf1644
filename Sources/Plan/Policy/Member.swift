/// One person's standing in one plan.
package struct Member: Hashable, Sendable {
  package var role: RoleID
  /// The reports this person is the author of.
  package var ownReports: Set<PartID>

  package init(role: RoleID, ownReports: Set<PartID> = []) {
    self.role = role
    self.ownReports = ownReports
  }
}
