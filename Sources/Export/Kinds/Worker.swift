import Plan

/// The roles of those who act in their work for the child: the same in every pack.
///
/// Whoever has another role, one that an authority's own pack brings among them, may be there in
/// private.
enum Worker {
  private static let roles: Set<RoleID> = [
    RoleID("senco"), RoleID("ep"), RoleID("health"), RoleID("social-care"), RoleID("caseworker"),
    RoleID("sign-off"),
  ]

  static func holds(_ role: RoleID) -> Bool { roles.contains(role) }
}
