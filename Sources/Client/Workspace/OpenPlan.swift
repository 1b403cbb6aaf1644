package import Plan
import Store

/// A plan as one person may work on it from this device.
package struct OpenPlan: Sendable {
  let known: KnownPlan
  package let template: PlanTemplate
  package let policy: Policy
  package let member: Member
  /// What the server last said may be done in each part held here.
  package let rights: [PartID: Right]
  /// The plan's official acts, oldest first.
  package let acts: [OfficialAct]

  var id: PlanIdentifier { known.plan.id }
  /// The server's name for the plan.
  package var identifier: String { id.description }
  package var reference: String { known.plan.reference }

  /// - Parameter account: the person's, by which a report she has signed is known as hers.
  /// - Throws: `unknownPack`, `notInPack`.
  init(
    _ known: KnownPlan, templates: TemplateShelf, states: [PartState], acts: [OfficialAct],
    account: String?
  ) throws(ClientError) {
    let plan = known.plan
    guard let template = templates.template(plan.pack, version: plan.packVersion) else {
      throw .unknownPack(plan.pack, version: plan.packVersion)
    }
    guard let preset = template.preset(plan.preset) else { throw .notInPack(plan.preset) }
    guard let phase = Phase(rawValue: plan.phase) else { throw .notInPack(plan.phase) }
    var rights: [PartID: Right] = [:]
    var ownReports: Set<PartID> = []
    for state in states {
      let part = PartID(state.part.name)
      let right = state.permission.flatMap(Right.init(rawValue:)) ?? .read
      rights[part] = right
      // The server grants more than suggesting in a report to its author alone.
      let isSigned = acts.contains {
        $0.kind == .adviceSigned && $0.report == part && $0.account == account
      }
      if template.part(part)?.kind == .advice, right == .edit || isSigned {
        ownReports.insert(part)
      }
    }
    self.known = known
    self.template = template
    self.acts = acts
    policy = Policy(
      template: template, preset: preset, phase: phase, signedReports: acts.signedReports)
    member = Member(role: RoleID(known.role), ownReports: ownReports)
    self.rights = rights
  }

  /// Where a part's history is kept.
  func address(_ part: PartID) -> PartAddress {
    PartAddress(plan: id, name: part.description)
  }

  /// The parts held here, in the template's order, reports last.
  package var parts: [PartID] {
    let order = template.parts.map(\.id)
    return rights.keys.sorted { left, right in
      let places = [left, right].map { order.firstIndex(of: $0) ?? order.count }
      return places[0] != places[1] ? places[0] < places[1] : left < right
    }
  }

  /// The sections that are not held here.
  package var withheld: [PartID] {
    template.parts.filter { $0.kind == .section && rights[$0.id] == nil }.map(\.id)
  }

  /// Why an operation of a kind would be refused in a part; nil if it would not, or if that depends
  /// on the place: what the family asked for may change while a draft is with it.
  package func refusal(of kind: OperationKind, in part: PartID) -> PolicyRefusal? {
    if case .refused(let reason) = policy.judge(kind, in: part, by: member) {
      let mayBeLicensed = policy.mayPerform(.recordRepresentation, member)
      if kind == .edit, mayBeLicensed, reason == .phaseForbids(.servedDraft) { return nil }
      return reason
    }
    let right = right(in: part)
    return right.allows(kind) ? nil : .mayOnly(right)
  }

  /// The most that may be done in a part: what both the tables and the server say.
  package func right(in part: PartID) -> Right {
    min(policy.right(of: member, in: part), rights[part] ?? .none)
  }
}
