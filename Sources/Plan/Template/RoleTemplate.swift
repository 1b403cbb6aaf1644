/// What a person is to a plan.
package struct RoleTemplate: Hashable, Sendable {
  package var id: RoleID
  /// As a person says it: "educational psychologist".
  package var title: String
  /// Who this is, for the person who invites.
  package var guidance: String
  /// Whether this is somebody of the authority that is responsible for the plan.
  package var isAuthority: Bool

  /// Whether this is somebody of the child's own side: what she suggests is a representation, and the
  /// working document marks it as hers.
  package var isFamily: Bool

  package init(
    id: RoleID, title: String, guidance: String = "", isAuthority: Bool = false,
    isFamily: Bool = false
  ) {
    self.id = id
    self.title = title
    self.guidance = guidance
    self.isAuthority = isAuthority
    self.isFamily = isFamily
  }
}
