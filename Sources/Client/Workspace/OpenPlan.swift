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

  var id: PlanIdentifier { known.plan.id }
  /// The server's name for the plan.
  package var identifier: String { id.description }
  package var reference: String { known.plan.reference }

  /// - Throws: `unknownPack`, `notInPack`.
  init(
    _ known: KnownPlan, templates: [PlanTemplate], states: [PartState]
  ) throws(ClientError) {
    let plan = known.plan
    let template = templates.first {
      $0.pack == plan.pack && String($0.version) == plan.packVersion
    }
    guard let template else { throw .unknownPack(plan.pack, version: plan.packVersion) }
    guard let preset = template.preset(plan.preset) else { throw .notInPack(plan.preset) }
    guard let phase = Phase(rawValue: plan.phase) else { throw .notInPack(plan.phase) }
    var rights: [PartID: Right] = [:]
    var ownReports: Set<PartID> = []
    for state in states {
      let part = PartID(state.part.name)
      let right = state.permission.flatMap(Right.init(rawValue:)) ?? .read
      rights[part] = right
      // The server grants more than suggesting in a report to its author alone.
      if template.part(part)?.kind == .advice, right == .edit { ownReports.insert(part) }
    }
    self.known = known
    self.template = template
    policy = Policy(template: template, preset: preset, phase: phase)
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

  /// Why an operation of a kind would be refused in a part; nil if it would not.
  package func refusal(of kind: OperationKind, in part: PartID) -> PolicyRefusal? {
    if case .refused(let reason) = policy.judge(kind, in: part, by: member) { return reason }
    let right = right(in: part)
    return right.allows(kind) ? nil : .mayOnly(right)
  }

  /// The most that may be done in a part: what both the tables and the server say.
  package func right(in part: PartID) -> Right {
    min(policy.right(of: member, in: part), rights[part] ?? .none)
  }
}
