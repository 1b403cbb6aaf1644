import CRDT
import HTTP
import Plan
import Store

extension Application {
  /// `POST /v1/plans/{plan}/acts`: performs an official act, or says what stands against it.
  ///
  /// The answer's `done` tells which. Nothing is pushed into the plan meanwhile, so what is judged is
  /// what is frozen.
  func performAct(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let request = try ActRequest(call.body(), now: call.now)
    // Before the plan is closed to everybody else: reading the others may take its time.
    let others = try await comparison(for: request, call, session)
    let answer = try await locks.excluding(call.plan) { () async throws(RequestRefusal) in
      try await perform(request, comparedWith: others, call, session)
    }
    if others != nil, answer["done"] != .bool(true) { try await recordComparison(call, session) }
    if answer["done"] == .bool(true) {
      await refreshListeners(of: call.plan)
      hub.peopleChanged(of: call.plan)
    }
    return HTTPResponse(json: answer)
  }

  private func perform(
    _ request: ActRequest, comparedWith others: CheckContext?, _ call: Call, _ session: Session
  ) async throws(RequestRefusal) -> JSONValue {
    let context = try await context(of: session.account.id, in: call.plan)
    guard context.policy.mayPerform(request.act, context.member) else { throw .notPermitted }
    guard request.act.phases.contains(context.policy.phase), let kind = request.act.kind else {
      throw .wrongPhase(context.policy.phase)
    }
    let state = try await state(context)
    let acts = try await officialActs(of: call.plan, readable: Set(context.parts))
    let obstacles = Self.obstacles(to: request, state, acts, comparedWith: others)
    let told: [JSONValue.Member] = [.init("obstacles", .array(obstacles.map(\.json)))]
    guard !request.isDryRun, !obstacles.contains(where: \.blocks) else {
      return .object([.init("done", false)] + told)
    }
    var act = OfficialAct(
      entry: 0, kind: kind, date: request.date, account: session.account.id.description,
      name: session.account.name, reason: request.reason ?? request.familyAnswered,
      overridden: request.overridden)
    var version: FrozenVersionRecord?
    if kind.freezesPlan {
      act.number = acts.count { $0.kind == kind } + 1
      version = freeze(state.planParts, as: act, context)
      act.fingerprint = version.flatMap { Fingerprint($0.fingerprint) }
      for part in state.planParts { act.frontiers[part.id] = part.document.frontier }
    }
    let phase = request.act.phase(isAmending: acts.issued != nil)
    act = try await record(act, context, phase: phase, freezing: version, call)
    let readable = Set(context.readable)
    act.frontiers = act.frontiers.filter { readable.contains($0.key) }
    return .object([.init("done", true), .init("act", act.json)] + told)
  }

  /// Writes an act into the audit log, with all it brings about.
  ///
  /// - Returns: the act with its entry's number and the log's head.
  func record(
    _ act: OfficialAct, _ context: PlanContext, phase: Phase?,
    freezing version: FrozenVersionRecord?, _ call: Call
  ) async throws(RequestRefusal) -> OfficialAct {
    let note = act.reason.map { AuditNote($0) }
    let audited = AuditAct(
      actor: AccountIdentifier(act.account), plan: context.plan.id, kind: act.kind.rawValue,
      payload: act.payload(noted: note.flatMap { Fingerprint($0.commitment) }).text(), note: note)
    let entry = try await storing { () async throws(StoreError) in
      try await store.perform(
        audited, on: context.plan.id, phase: phase?.rawValue, freezing: version, now: call.now)
    }
    var recorded = act
    recorded.entry = entry.number
    recorded.head = Fingerprint(entry.chain)
    return recorded
  }

  // MARK: Obstacles

  /// What stands against the act, as this person may be told.
  private static func obstacles(
    to request: ActRequest, _ state: PlanState, _ acts: [OfficialAct],
    comparedWith others: CheckContext?
  ) -> [ActObstacle] {
    let context = state.context
    var review = request.review(context)
    review.acts = acts
    review.parts = state.parts
    review.authors = state.authors
    review.others = others
    let readable = Set(context.readable)
    var obstacles: [ActObstacle] = []
    var hidden = 0
    for obstacle in review.obstacles() {
      if let part = obstacle.part, !readable.contains(part) {
        hidden += obstacle.blocks ? 1 : 0
      } else {
        obstacles.append(obstacle)
      }
    }
    let unseen = state.parts.filter { part in
      readable.contains(part.id) && part.template.kind == .section
        && request.seen[part.id] ?? "" != part.heads
    }
    if !unseen.isEmpty, request.act.kind?.freezesPlan == true {
      obstacles.insert(ActObstacle(.notSeen(unseen.map(\.id))), at: 0)
    }
    if hidden > 0 { obstacles.append(ActObstacle(.elsewhere(count: hidden))) }
    return obstacles.filter(\.blocks) + obstacles.filter { !$0.blocks }
  }

  // MARK: Freezing

  /// The parts as they stand, for ever: content, commitments, and the fingerprint over all.
  ///
  /// - Parameters:
  ///   - salt: drawn here, but for a report: its author's device has drawn salt and seed, to sign.
  func freeze(
    _ parts: [PartDocument], as act: OfficialAct, _ context: PlanContext, salt: [UInt8]? = nil,
    seed: ContentSeed? = nil
  ) -> FrozenVersionRecord {
    var records: [FrozenPartRecord] = []
    var commitments: [PartID: [UInt8]] = [:]
    for part in parts {
      let record = part.frozen(
        salt: salt ?? Cryptography.randomBytes(32), seed: seed ?? .random())
      commitments[part.id] = record.commitment
      records.append(record)
    }
    let plan = context.plan
    let manifest = FrozenManifest(
      plan: plan.id.description, reference: plan.reference, pack: plan.pack,
      packVersion: plan.packVersion, kind: act.kind, date: act.date, number: act.number,
      commitments: commitments
    ).text
    return FrozenVersionRecord(
      manifest: manifest, fingerprint: Cryptography.blake2b(FrozenManifest.hashed(manifest)),
      parts: records)
  }

  /// `GET /v1/plans/{plan}/versions/{entry}`: what an act froze, of the parts this person may read.
  func frozenVersion(
    _ call: Call, _ session: Session
  ) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    guard let entry = UInt64(call.argument(1)) else { throw .noSuchVersion }
    let version = try await storing { () async throws(StoreError) in
      try await store.frozenVersion(entry, of: call.plan)
    }
    guard let version else { throw .noSuchVersion }
    let readable = Set(context.readable)
    let parts = version.parts.filter { readable.contains(PartID($0.part)) }
    // Of a report that is not hers, not even that it is there.
    guard !parts.isEmpty else { throw .noSuchVersion }
    return HTTPResponse(
      json: [
        "entry": .integer(Int64(clamping: entry)), "manifest": .string(version.manifest),
        "fingerprint": .string(Cryptography.hexadecimal(version.fingerprint)),
        "parts": .array(parts.map(Self.json)),
      ])
  }

  private static func json(_ part: FrozenPartRecord) -> JSONValue {
    func hexadecimal(_ bytes: [UInt8]?) -> JSONValue {
      bytes.map { .string(Cryptography.hexadecimal($0)) } ?? .null
    }
    return [
      "part": .string(part.part), "salt": hexadecimal(part.salt),
      "content": hexadecimal(part.content),
      "public_key": hexadecimal(part.publicKey), "signature": hexadecimal(part.signature),
    ]
  }

  // MARK: The audit log

  /// `GET /v1/audit/leaves/{from}`: the hashes by which a device checks that the log only grew.
  func auditLeaves(
    _ call: Call, _ session: Session
  ) async throws(RequestRefusal) -> HTTPResponse {
    guard let from = UInt64(call.argument(0)) else { throw .noSuchAddress }
    let leaves = try await storing { () async throws(StoreError) in
      try await store.auditLeaves(from: from, limit: limits.auditLeaves)
    }
    return HTTPResponse(
      json: ["leaves": .array(leaves.map { .string(Cryptography.hexadecimal($0)) })])
  }
}

extension PartDocument {
  /// The part as it stands, to be kept for ever.
  func frozen(salt: [UInt8], seed: ContentSeed) -> FrozenPartRecord {
    let excerpt = excerpt(sealedBy: seed)
    return FrozenPartRecord(
      part: id.description, frontier: heads, content: excerpt.encoded(), salt: salt,
      commitment: excerpt.commitment(salt: salt))
  }
}
