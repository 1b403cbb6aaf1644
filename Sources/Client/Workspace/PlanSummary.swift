package import Plan

/// A plan this device knows.
package struct PlanSummary: Hashable, Sendable {
  /// The server's name for it.
  package let identifier: String
  package let reference: String
  package let role: RoleID
  /// The key of its phase.
  package let phase: String
  /// Whether it is meant where none is named.
  package let isCurrent: Bool
}
