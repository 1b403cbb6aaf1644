import CRDT
import HTTP
import Plan
import Store
import Synchronization

extension Application {
  /// `GET /v1/plans/{plan}/check`: what only a server can find, another child's name (E15) and
  /// passages of another plan (W16); and, for a device that lacks the history, what has changed since
  /// the draft was served (E20).
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

    let parts = await readableParts(of: context)
    let view = try await view(of: context, parts)
    let others = try await markings(besides: call.plan, reading: limits.plansReadByCheck)
    var known = CheckContext(others.found)
    known.note(
      changesIn: parts, since: view.acts, rules: context.policy.preset.acts,
      authors: try await authors(of: call.plan))
    let alone = Set(Check.report(on: view, today: today).findings)
    let findings = Check.report(on: view, today: today, context: known).findings
      .filter { !alone.contains($0) }
    try await recordComparison(call, session)
    return HTTPResponse(
      json: [
        "findings": .array(findings.map(\.json)),
        "compared": .integer(Int64(others.found.count)), "plans": .integer(Int64(others.count)),
      ])
  }

  /// What the other plans say, for an act that is to be judged by it; all of them, however long it
  /// takes. Nil for an act that looks at none, and for a dry run of somebody who has asked too often.
  func comparison(
    for request: ActRequest, _ call: Call, _ session: Session
  ) async throws(RequestRefusal) -> CheckContext? {
    let context = try await context(of: session.account.id, in: call.plan)
    guard request.review(context).comparesPlans,
      context.policy.mayPerform(request.act, context.member),
      context.template.role(context.member.role)?.isAuthority == true
    else { return nil }
    let wait = checks.withLock { $0.take(session.account.id, now: call.now) }
    if let wait {
      guard request.isDryRun else { throw .tooMany(retryAfterSeconds: wait) }
      return nil
    }
    return CheckContext(try await markings(besides: call.plan, reading: .max).found)
  }

  /// Asking is a way to guess at names, so that somebody asked stands in the audit log.
  func recordComparison(_ call: Call, _ session: Session) async throws(RequestRefusal) {
    try await storing { () async throws(StoreError) in
      _ = try await store.apply(
        [],
        recording: [AuditAct(actor: session.account.id, plan: call.plan, kind: "plan-compared")],
        now: call.now)
    }
  }

  /// The parts that the person of `context` may read.
  private func readableParts(of context: PlanContext) async -> [PartDocument] {
    var parts: [PartDocument] = []
    for part in context.readable {
      if let document = await document(of: part, context) { parts.append(document) }
    }
    return parts
  }

  /// The plan as the person of `context` may see it, without names of authors.
  private func view(
    of context: PlanContext, _ parts: [PartDocument]
  ) async throws(RequestRefusal) -> PlanView {
    var view = PlanView(
      reference: context.plan.reference, template: context.template,
      phase: context.policy.phase, parts: parts, withheld: context.withheldSections)
    view.acts = try await officialActs(of: context.plan.id, readable: Set(context.readable))
    return view
  }

  private func document(
    at address: PartAddress, _ template: PartTemplate
  ) async -> PartDocument? {
    await parts.use(address, template: template) { await $0.current() }
  }

  /// The markings of all other plans. Those that changed are read anew, at most `limit`; how many
  /// there are says whether all were looked at.
  private func markings(
    besides plan: PlanIdentifier, reading limit: Int
  ) async throws(RequestRefusal) -> (found: [PlanMarkings.Marking], count: Int) {
    let all = try await storing { () async throws(StoreError) in try await store.plans() }
    await markings.retain(Set(all.map(\.id)))
    let others = all.filter { $0.id != plan }
    var found: [PlanMarkings.Marking] = []
    var budget = limit
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

extension CheckContext {
  fileprivate init(_ others: [PlanMarkings.Marking]) {
    self.init()
    otherChildren = OtherChildren(others.compactMap(\.names))
    otherPassages = PassageIndex(others.map(\.passages))
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
