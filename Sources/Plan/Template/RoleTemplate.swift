/// What a person is to a plan.
package struct RoleTemplate: Hashable, Sendable {
  package var id: RoleID
  /// As a person says it: "educational psychologist".
  package var title: String
  /// Who this is, for the person who invites.
  package var guidance: String

  package init(id: RoleID, title: String, guidance: String = "") {
    self.id = id
    self.title = title
    self.guidance = guidance
  }
}
