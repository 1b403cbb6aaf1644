import HTTP
import Plan
import Store
import Sync

extension Application {
  /// `POST /v1/plans/{plan}/invitations`: a caseworker brings a person into the plan, or changes what
  /// somebody is to it. The answer has a code where the person may need one to sign in.
  func invite(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    guard context.member.role == Role.caseworker else { throw .notPermitted }
    let body = try call.body()
    let role = try body.text("role")
    guard context.template.role(RoleID(role)) != nil else { throw .badField("role") }
    let days = try body.optionalInteger("days", in: 1...28) ?? 7
    let account: Account
    var changes: [DirectoryChange] = []
    var mayHaveCode = true
    var overrides = try withheld(body, from: RoleID(role), context)
    if let known = try body.optionalText("account") {
      account = try await self.account(AccountIdentifier(known))
      // Nobody makes herself something else: a plan would be left without its caseworker.
      guard account.id != session.account.id else { throw .notPermitted }
      mayHaveCode = try await mayIssueCode(for: account, by: session.account.id)
      // What was withheld from somebody stays withheld unless it is said anew.
      if overrides == nil { overrides = try await membership(of: account.id, call)?.overrides }
    } else {
      account = Account(
        id: .random(), name: try body.text("name", limit: StoreLimits.labelBytes),
        email: try body.optionalText("email"))
      changes.append(.addAccount(account))
    }
    changes.append(
      .setMembership(
        Membership(
          plan: call.plan, account: account.id, role: role, overrides: overrides ?? [:])))
    let particulars: JSONValue = [
      "account": .string(account.id.description), "role": .string(role), "code": .bool(mayHaveCode),
      "withheld": .array((overrides ?? [:]).keys.sorted().map { .string($0) }),
    ]
    try await storing { () async throws(StoreError) in
      _ = try await store.apply(
        changes,
        recording: [
          AuditAct(
            actor: session.account.id, plan: call.plan, kind: "person-invited",
            payload: particulars.text())
        ], now: call.now)
    }
    let code = mayHaveCode ? try await code(for: account, days: days, call) : []
    await refreshListeners(of: call.plan)
    hub.peopleChanged(of: call.plan)
    return HTTPResponse(
      status: .created,
      json: .object([.init("account", .string(account.id.description))] + code))
  }

  private func code(
    for account: Account, days: Int64, _ call: Call
  ) async throws(RequestRefusal) -> [JSONValue.Member] {
    let lifetime = days * 86_400
    let code = try await storing { () async throws(StoreError) in
      try await store.invite(account.id, lifetime: lifetime, now: call.now)
    }
    return [
      .init("code", .string(code.text)),
      .init("expires", .string(call.now.adding(seconds: lifetime).text)),
    ]
  }

  /// The parts the caseworker withholds from the person, as overrides; nil if the body does not say.
  private func withheld(
    _ body: RequestBody, from role: RoleID, _ context: PlanContext
  ) throws(RequestRefusal) -> [String: String]? {
    guard let parts = try body.optionalTexts("withhold", limit: SyncLimits.parts) else {
      return nil
    }
    var overrides: [String: String] = [:]
    for part in parts {
      guard context.policy.mayWithhold(PartID(part), from: role) else {
        throw .badField("withhold")
      }
      overrides[part] = Right.none.rawValue
    }
    return overrides
  }

  private func membership(
    of account: AccountIdentifier, _ call: Call
  ) async throws(RequestRefusal) -> Membership? {
    try await storing { () async throws(StoreError) in
      try await store.membership(of: account, in: call.plan)
    }
  }

  private func account(_ identifier: AccountIdentifier) async throws(RequestRefusal) -> Account {
    let account = try await storing { () async throws(StoreError) in
      try await store.account(identifier)
    }
    guard let account else { throw .noSuchAccount }
    return account
  }

  /// Whether a caseworker may be given a code that signs in as `account`.
  ///
  /// Whoever holds a code is that person to the server. So it is given only for somebody whose every
  /// plan the caseworker prepares, and never for somebody with an office; others are asked to sign in
  /// as they always do, or the administrator gives the code.
  private func mayIssueCode(
    for account: Account, by caseworker: AccountIdentifier
  ) async throws(RequestRefusal) -> Bool {
    if account.office != nil { return false }
    let (theirs, own) = try await storing { () async throws(StoreError) in
      (try await store.plans(of: account.id), try await store.plans(of: caseworker))
    }
    let prepared = Set(
      own.filter { $0.membership.role == Role.caseworker.description }.map(\.plan.id))
    return theirs.allSatisfy { prepared.contains($0.plan.id) }
  }
}
