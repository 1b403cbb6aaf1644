/// Who may perform which official act, and what of a served draft may differ in the final plan:
/// part of a preset.
///
/// Code 9.125: the final plan differs from the draft that was served only through the family's
/// representations, a request for a personal budget among them, and the decision about placement.
package struct ActRules: Hashable, Sendable {
  /// The roles that may perform each act; nobody where there is no entry.
  package var permitted: [PlanAct: Set<RoleID>]
  /// The roles that speak for the family: what they suggest is a representation.
  package var family: Set<RoleID>
  /// What the authority decides while the draft is with the family.
  package var placement: Set<Target>
  /// What every final plan is completed with: its date, its signature.
  package var formalities: Set<Target>

  /// A part, or one field of a part's own.
  package struct Target: Hashable, Sendable {
    package var part: PartID
    package var field: String?

    package init(part: PartID, field: String? = nil) {
      self.part = part
      self.field = field
    }
  }

  package init(
    permitted: [PlanAct: Set<RoleID>] = [:], family: Set<RoleID> = [],
    placement: Set<Target> = [], formalities: Set<Target> = []
  ) {
    self.permitted = permitted
    self.family = family
    self.placement = placement
    self.formalities = formalities
  }

  package func permits(_ act: PlanAct, to role: RoleID) -> Bool {
    permitted[act]?.contains(role) ?? false
  }
}

extension Set<ActRules.Target> {
  /// Whether a field of a part's own, or something in one of its lists, is among the targets.
  func contains(part: PartID, ownField key: String?) -> Bool {
    contains(ActRules.Target(part: part))
      || key.map { contains(ActRules.Target(part: part, field: $0)) } ?? false
  }
}
