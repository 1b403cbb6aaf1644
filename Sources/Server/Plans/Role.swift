import Plan

/// The roles the server itself knows, beside the template's table of rights.
enum Role {
  /// Prepares the plan: begins it, invites people to it.
  static let caseworker = RoleID("caseworker")
}
