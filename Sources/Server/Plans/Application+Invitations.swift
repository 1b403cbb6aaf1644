import HTTP
import Plan
import Store

extension Application {
  /// `POST /v1/plans/{plan}/invitations`: a caseworker brings a person into the plan.
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
    if let known = try body.optionalText("account") {
      account = try await self.account(AccountIdentifier(known))
      mayHaveCode = try await mayIssueCode(for: account, by: session.account.id)
    } else {
      account = Account(
        id: .random(), name: try body.text("name", limit: StoreLimits.labelBytes),
        email: try body.optionalText("email"))
      changes.append(.addAccount(account))
    }
    changes.append(
      .setMembership(Membership(plan: call.plan, account: account.id, role: role)))
    let particulars: JSONValue = [
      "account": .string(account.id.description), "role": .string(role), "code": .bool(mayHaveCode),
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
    var answer: [JSONValue.Member] = [.init("account", .string(account.id.description))]
    if mayHaveCode {
      let lifetime = days * 86_400
      let code = try await storing { () async throws(StoreError) in
        try await store.invite(account.id, lifetime: lifetime, now: call.now)
      }
      answer.append(.init("code", .string(code.text)))
      answer.append(.init("expires", .string(call.now.adding(seconds: lifetime).text)))
    } else {
      answer += [.init("code", nil), .init("expires", nil)]
    }
    await refreshListeners(of: call.plan)
    hub.peopleChanged(of: call.plan)
    return HTTPResponse(status: .created, json: .object(answer))
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
