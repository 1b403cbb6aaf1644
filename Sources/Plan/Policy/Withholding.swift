/// A part that the authority keeps from a role in one plan, because it need not know.
package struct Withholding: Hashable, Sendable {
  package var role: RoleID
  package var part: PartID

  package init(role: RoleID, part: PartID) {
    self.role = role
    self.part = part
  }
}
