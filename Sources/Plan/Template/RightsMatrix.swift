/// Role by part: who may do what in one phase. What it does not name is not allowed.
package struct RightsMatrix: Hashable, Sendable {
  /// A cell of the table.
  package struct Grant: Hashable, Sendable {
    package var right: Right
    /// Whether the authority may withhold the part from this role in a particular plan.
    package var isNeedToKnow: Bool

    package init(_ right: Right, isNeedToKnow: Bool = false) {
      self.right = right
      self.isNeedToKnow = isNeedToKnow
    }
  }

  /// A row of the table.
  package enum Row: Hashable, Sendable {
    case part(PartID)
    /// A report by the person who asks; the advice part's own row is for everybody else's.
    case ownReport(PartID)
  }

  private var grants: [Row: [RoleID: Grant]]

  package init(_ grants: [Row: [RoleID: Grant]] = [:]) { self.grants = grants }

  package subscript(row: Row, role: RoleID) -> Grant { grants[row]?[role] ?? Grant(.none) }
}
