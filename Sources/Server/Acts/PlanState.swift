import CRDT
import Plan
import Store

/// A plan as it stands at one moment, for an official act. Taken while nothing is pushed into it.
struct PlanState: Sendable {
  let context: PlanContext
  /// Every fixed part, and every report that holds something.
  let parts: [PartDocument]
  let authors: [AgentID: Author]

  /// Those that are the plan, without what is kept for the work on it.
  var planParts: [PartDocument] { parts.filter { [.section, .advice].contains($0.template.kind) } }
}

extension Application {
  /// - Throws: `unavailable` where a part cannot be opened: what is not whole is not frozen.
  func state(_ context: PlanContext) async throws(RequestRefusal) -> PlanState {
    let authors = try await authors(of: context.plan.id)
    var parts: [PartDocument] = []
    for id in context.parts {
      guard let part = await document(of: id, context) else { throw .unavailable }
      parts.append(part)
    }
    return PlanState(context: context, parts: parts, authors: authors)
  }

  /// The members of a plan behind the agents that wrote in it.
  func authors(of plan: PlanIdentifier) async throws(RequestRefusal) -> [AgentID: Author] {
    let found = try await storing { () async throws(StoreError) in
      (members: try await store.members(of: plan), authors: try await store.authors(of: plan))
    }
    var people: [AccountIdentifier: Author] = [:]
    for (account, membership) in found.members {
      people[account.id] = Author(
        account: account.id.description, name: account.name, role: RoleID(membership.role))
    }
    return found.authors.compactMapValues { people[$0] }
  }

  /// A copy of a part as it stands; nil where it cannot be opened.
  func document(of part: PartID, _ context: PlanContext) async -> PartDocument? {
    guard let template = context.template.part(part) else { return nil }
    let address = PartAddress(plan: context.plan.id, name: part.description)
    return await parts.use(address, template: template) { await $0.current() }
  }

  /// The plan's official acts, oldest first, with the frontiers of `parts` alone.
  func officialActs(
    of plan: PlanIdentifier, readable parts: Set<PartID>
  ) async throws(RequestRefusal) -> [OfficialAct] {
    let found = try await storing { () async throws(StoreError) in
      (
        acts: try await store.acts(
          of: plan, kinds: Set(OfficialAct.Kind.allCases.map(\.rawValue))),
        frontiers: try await store.frozenFrontiers(of: plan),
        notes: try await store.notes(of: plan)
      )
    }
    return found.acts.compactMap { entry, name in
      guard let kind = OfficialAct.Kind(rawValue: entry.kind), let text = entry.payload,
        let payload = (try? JSONText.parse(Array(text.utf8)))?.value,
        var act = OfficialAct(
          entry: entry.number, kind: kind, payload: payload,
          account: entry.actor?.description ?? "", name: name)
      else { return nil }
      act.head = Fingerprint(entry.chain)
      if let note = found.notes[entry.number] { act.reason = note.text }
      if let report = act.report, !parts.contains(report) { return nil }
      for (part, heads) in found.frontiers[entry.number] ?? [:] where parts.contains(PartID(part)) {
        act.frontiers[PartID(part)] = heads.split(separator: " ").compactMap { EventID($0) }
      }
      return act
    }
  }
}
