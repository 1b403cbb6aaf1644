/// Who may do what in one plan at one moment.
///
/// A pure function of values: the server judges every operation that comes in, the client every one
/// before it goes out, by this same code, so that a refusal is rare. It reads the template's tables
/// (``RightsMatrix``) and adds three rules: a signed report is read only, a part withheld is not
/// there, and whatever is not granted is refused.
package struct Policy: Hashable, Sendable {
  package var template: PlanTemplate
  /// The way of working that the authority chose for this plan; one of the template's.
  package var preset: Preset
  package var phase: Phase
  package var withheld: Set<Withholding>
  /// The reports that their authors have signed.
  package var signedReports: Set<PartID>

  package init(
    template: PlanTemplate, preset: Preset, phase: Phase, withheld: Set<Withholding> = [],
    signedReports: Set<PartID> = []
  ) {
    self.template = template
    self.preset = preset
    self.phase = phase
    self.withheld = withheld
    self.signedReports = signedReports
  }

  /// Whether `member` may do `kind` in `part` now; nil is somebody with no role in the plan.
  package func judge(_ kind: OperationKind, in part: PartID, by member: Member?) -> Verdict {
    guard let member, template.role(member.role) != nil else { return .refused(.notAMember) }
    let right = right(of: member, in: part)
    guard right >= .read else { return .refused(.mayNotRead) }
    if signedReports.contains(part) { return .refused(.signed) }
    if kind == .representation, !mayPerform(.recordRepresentation, member) {
      return .refused(.mayOnly(right))
    }
    // What is final is not written on, not even its name.
    if kind == .name && phase == .final { return .refused(.phaseForbids(.final)) }
    guard !right.allows(kind) else { return .allowed }
    let isAllowedElsewhere = Phase.allCases.contains { other in
      grant(to: member, in: part, phase: other).right.allows(kind)
    }
    return .refused(isAllowedElsewhere ? .phaseForbids(phase) : .mayOnly(right))
  }

  /// Whether `member` may perform an official act, in a phase that has it.
  package func mayPerform(_ act: PlanAct, _ member: Member?) -> Bool {
    member.map { preset.acts.permits(act, to: $0.role) } ?? false
  }

  /// The most that `member` may do in `part` now.
  package func right(of member: Member, in part: PartID) -> Right {
    if isWithheld(part, from: member) { return .none }
    let right = grant(to: member, in: part, phase: phase).right
    return signedReports.contains(part) ? min(right, .read) : right
  }

  /// Those of `parts` that `member` may be sent, in the template's order, reports last in the order
  /// given.
  package func readableParts(for member: Member?, among parts: [PartID]) -> [PartID] {
    guard let member, template.role(member.role) != nil else { return [] }
    let sections = template.parts.filter(\.isFixed).map(\.id)
    let reports = parts.filter { template.part($0)?.kind == .advice }
    return (sections.filter(parts.contains) + reports).filter { right(of: member, in: $0) >= .read }
  }

  /// Whether the authority may keep `part` from `role` in this plan: only what the preset marks as
  /// needed by some and not by all. A family's right to its own plan is not for switching off.
  package func mayWithhold(_ part: PartID, from role: RoleID) -> Bool {
    grant(to: Member(role: role), in: part, phase: phase).isNeedToKnow
  }

  // MARK: -

  /// Honoured whether or not ``mayWithhold(_:from:)`` would allow it today: a phase or preset that
  /// changes must not uncover what somebody has covered. Nobody is kept from her own report.
  private func isWithheld(_ part: PartID, from member: Member) -> Bool {
    withheld.contains(Withholding(role: member.role, part: part))
      && !member.ownReports.contains(part)
  }

  private func grant(to member: Member, in part: PartID, phase: Phase) -> RightsMatrix.Grant {
    guard let matrix = preset.rights[phase], let description = template.part(part) else {
      return RightsMatrix.Grant(.none)
    }
    let isOwn = description.kind == .advice && member.ownReports.contains(part)
    return matrix[isOwn ? .ownReport(description.id) : .part(description.id), member.role]
  }
}
