/// What a person is to a plan.
package struct RoleTemplate: Hashable, Sendable {
  package var id: RoleID
  /// As a person says it: "educational psychologist".
  package var title: String
  /// Who this is, for the person who invites.
  package var guidance: String
  /// Whether this is somebody who acts in her work for the child, and is named for it; anybody else
  /// may be there in private.
  package var isProfessional: Bool

  /// Whether this is somebody of the authority that is responsible for the plan.
  package var isAuthority: Bool

  /// Whether this is somebody of the child's own side: what she suggests is a representation, and the
  /// working document marks it as hers.
  package var isFamily: Bool

  package init(
    id: RoleID, title: String, guidance: String = "", isProfessional: Bool = false,
    isAuthority: Bool = false, isFamily: Bool = false
  ) {
    self.id = id
    self.title = title
    self.guidance = guidance
    self.isProfessional = isProfessional
    self.isAuthority = isAuthority
    self.isFamily = isFamily
  }
}
