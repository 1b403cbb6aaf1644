import Plan

/// The roles of the child's own side: the same in every pack.
enum Family {
  private static let roles: Set<RoleID> = [
    RoleID("parent"), RoleID("young-person"), RoleID("child"),
  ]

  static func holds(_ role: RoleID) -> Bool { roles.contains(role) }
}
