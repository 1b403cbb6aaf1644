import CRDT
import HTTP
import Plan
import Store
import Synchronization

extension Application {
  /// `GET /v1/plans`
  func plans(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let plans = try await storing { () async throws(StoreError) in
      try await store.plans(of: session.account.id)
    }
    return HTTPResponse(
      json: [
        "plans": .array(plans.map { .object(Self.summary($0.plan, role: $0.membership.role)) })
      ])
  }

  /// `POST /v1/plans`: whoever begins a plan is its caseworker.
  func addPlan(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    guard session.account.mayBeginPlans else { throw .notPermitted }
    let body = try call.body()
    let reference = try Self.reference(body)
    let pack = try body.optionalText("pack")
    let candidates = configuration.templates.filter { pack == nil || $0.pack == pack }
    guard let first = candidates.first,
      let template = candidates.filter({ $0.pack == first.pack }).max(by: {
        $0.version < $1.version
      })
    else { throw .badField("pack") }
    let wanted = try body.optionalText("preset")
    let preset = wanted.map { template.preset($0) } ?? template.presets.first
    guard let preset else { throw .badField("preset") }
    let wait = beginnings.withLock { $0.take(session.account.id, now: call.now) }
    if let wait { throw .tooMany(retryAfterSeconds: wait) }

    let plan = PlanRecord(
      id: .random(), reference: reference, pack: template.pack,
      packVersion: String(template.version), preset: preset.id, phase: Phase.gather.rawValue,
      created: call.now)
    let role = Role.caseworker.description
    try await storing { () async throws(StoreError) in
      _ = try await store.apply(
        [
          .addPlan(plan),
          .setMembership(Membership(plan: plan.id, account: session.account.id, role: role)),
        ],
        recording: [AuditAct(actor: session.account.id, plan: plan.id, kind: "plan-begun")],
        now: call.now)
    }
    return HTTPResponse(status: .created, json: .object(Self.summary(plan, role: role)))
  }

  /// `GET /v1/plans/{plan}`
  func plan(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    let readable = context.readable
    let found = try await storing { () async throws(StoreError) in
      (
        members: try await store.members(of: call.plan),
        authors: try await store.authors(of: call.plan, in: Set(readable.map(\.description)))
      )
    }
    let people = found.members.map { account, membership -> JSONValue in
      [
        "account": .string(account.id.description), "name": .string(account.name),
        "role": .string(membership.role),
      ]
    }
    let agents = found.authors.sorted { $0.key < $1.key }.map { agent, account -> JSONValue in
      ["agent": .string(agent.description), "account": .string(account.description)]
    }
    let parts = readable.map { part -> JSONValue in
      ["part": .string(part.description), "right": .string(context.right(in: part).rawValue)]
    }
    let acts = try await officialActs(of: call.plan, readable: Set(readable))
    let head = try await storing { () async throws(StoreError) in try await store.auditHead() }
    let details: [JSONValue.Member] = [
      .init("acts", .array(acts.map(\.json))),
      .init(
        "audit_head",
        [
          "count": .integer(Int64(clamping: head.count)),
          "chain": .string(Cryptography.hexadecimal(head.chain)),
        ]),
      .init("parts", .array(parts)),
      .init("withheld", .array(context.withheldSections.map { .string($0.description) })),
      .init("people", .array(people)), .init("agents", .array(agents)),
    ]
    return HTTPResponse(
      json: .object(Self.summary(context.plan, role: context.membership.role) + details))
  }

  private static func summary(_ plan: PlanRecord, role: String) -> [JSONValue.Member] {
    [
      .init("id", .string(plan.id.description)), .init("reference", .string(plan.reference)),
      .init("role", .string(role)), .init("phase", .string(plan.phase)),
      .init("preset", .string(plan.preset)), .init("pack", .string(plan.pack)),
      .init("pack_version", .string(plan.packVersion)),
      .init("created", .string(plan.created.text)),
    ]
  }

  /// A reference is typed, spoken and made a file name of: letters, digits and `-_./` within it.
  private static func reference(_ body: RequestBody) throws(RequestRefusal) -> String {
    let reference = try body.text("reference", limit: 64)
    let bytes = Array(reference.utf8)
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first),
      isAlphanumeric(last), bytes.allSatisfy({ isAlphanumeric($0) || "-_./".utf8.contains($0) })
    else { throw .badField("reference") }
    return reference
  }
}
