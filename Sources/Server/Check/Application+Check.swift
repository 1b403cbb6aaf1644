import CRDT
import HTTP
import Plan
import Store
import Synchronization

extension Application {
  /// `GET /v1/plans/{plan}/check`: what only a server can find, another child's name (E15) and
  /// passages of another plan (W16).
  ///
  /// It looks at words this person reads and has in front of her, and says of no other plan more than
  /// that the words stand there too. Asking is still a way to guess at names, so it is for the
  /// authority's own people, who may look the caseload up anyway; it is rationed, and recorded.
  func check(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    guard context.template.role(context.member.role)?.isAuthority == true else {
      throw .notPermitted
    }
    let wait = checks.withLock { $0.take(session.account.id, now: call.now) }
    if let wait { throw .tooMany(retryAfterSeconds: wait) }
    guard let today = call.now.civilDate else { throw .unavailable }

    let view = await view(of: context)
    let others = try await markings(besides: call.plan)
    var known = CheckContext()
    known.otherChildren = OtherChildren(others.found.compactMap(\.names))
    known.otherPassages = PassageIndex(others.found.map(\.passages))
    let alone = Set(Check.report(on: view, today: today).findings)
    let findings = Check.report(on: view, today: today, context: known).findings
      .filter { !alone.contains($0) }
    try await storing { () async throws(StoreError) in
      _ = try await store.apply(
        [],
        recording: [AuditAct(actor: session.account.id, plan: call.plan, kind: "plan-compared")],
        now: call.now)
    }
    return HTTPResponse(
      json: [
        "findings": .array(findings.map(\.json)),
        "compared": .integer(Int64(others.found.count)), "plans": .integer(Int64(others.count)),
      ])
  }

  /// The plan as the person of `context` may see it, without names of authors.
  private func view(of context: PlanContext) async -> PlanView {
    var parts: [PartDocument] = []
    for part in context.readable {
      guard let template = context.template.part(part) else { continue }
      let address = PartAddress(plan: context.plan.id, name: part.description)
      if let document = await document(at: address, template) { parts.append(document) }
    }
    return PlanView(
      reference: context.plan.reference, template: context.template,
      phase: context.policy.phase, parts: parts, withheld: context.withheldSections)
  }

  private func document(
    at address: PartAddress, _ template: PartTemplate
  ) async -> PartDocument? {
    await parts.use(address, template: template) { await $0.current() }
  }

  /// The markings of all other plans. Those that changed are read anew, so many in one request; how
  /// many there are says whether all were looked at.
  private func markings(
    besides plan: PlanIdentifier
  ) async throws(RequestRefusal) -> (found: [PlanMarkings.Marking], count: Int) {
    let all = try await storing { () async throws(StoreError) in try await store.plans() }
    await markings.retain(Set(all.map(\.id)))
    let others = all.filter { $0.id != plan }
    var found: [PlanMarkings.Marking] = []
    var budget = limits.plansReadByCheck
    for other in others {
      let cursors = try await storing { () async throws(StoreError) in
        var cursors: [String: UInt64] = [:]
        for part in try await store.parts(of: other.id) {
          cursors[part.name] = try await store.lastCursor(of: part)
        }
        return cursors
      }
      if let marking = await markings.marking(of: other.id, at: cursors) {
        found.append(marking)
      } else if budget > 0, let marking = await read(other, cursors) {
        budget -= 1
        await markings.keep(marking, of: other.id)
        found.append(marking)
      }
    }
    return (found, others.count)
  }

  private func read(
    _ plan: PlanRecord, _ cursors: [String: UInt64]
  ) async -> PlanMarkings.Marking? {
    let template = configuration.templates.first {
      $0.pack == plan.pack && String($0.version) == plan.packVersion
    }
    guard let template else { return nil }
    var parts: [PartDocument] = []
    for part in template.parts where part.kind == .section && cursors[part.id.description] != nil {
      let address = PartAddress(plan: plan.id, name: part.id.description)
      if let document = await document(at: address, part) { parts.append(document) }
    }
    let view = PlanView(
      reference: plan.reference, template: template, phase: .gather, parts: parts)
    return PlanMarkings.Marking(
      cursors: cursors, names: OtherChildren.Names(in: view),
      passages: PassageIndex.PlanMarks(view))
  }
}

extension Finding {
  /// As a client shows it: the place in addresses, the reason in words.
  fileprivate var json: JSONValue {
    [
      "rule": .string(rule), "severity": .string(severity.rawValue),
      "place": .string(place.description), "part": .string(place.part.description),
      "record": place.record.map { .string($0.description) } ?? nil,
      "field": place.field.map { .string($0) } ?? nil,
      "start": range.map { .integer(Int64($0.lowerBound)) } ?? nil,
      "end": range.map { .integer(Int64($0.upperBound)) } ?? nil,
      "sentence": .string(sentence), "remedy": .string(remedy),
      "regulation": .string(regulation),
    ]
  }
}
