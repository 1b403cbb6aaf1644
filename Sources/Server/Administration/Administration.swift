import Plan
import Store

/// What an administrator can ask for, carried out on the store: by the running server for `ehcpd`, or
/// by `ehcpd` itself where none runs.
struct Administration: Sendable {
  let folder: DataFolder
  let store: OperationStore
  let now: @Sendable () -> UnixTime
  let templates: [PlanTemplate]
  let parts: PartRegistry
  /// Whom to tell of changes; nil where no server runs.
  let hub: ChangeHub?

  init(
    folder: DataFolder, store: OperationStore, now: @escaping @Sendable () -> UnixTime,
    templates: [PlanTemplate], parts: PartRegistry, hub: ChangeHub?
  ) {
    self.folder = folder
    self.store = store
    self.now = now
    self.templates = templates
    self.parts = parts
    self.hub = hub
  }

  /// For a folder that no server serves.
  init(alone folder: DataFolder, store: OperationStore, templates: [PlanTemplate]) {
    let parts = PartRegistry(
      store: store, limits: ServerLimits(), crashGuard: CrashGuard(folder: folder.attempts))
    self.init(
      folder: folder, store: store, now: { .now() }, templates: templates, parts: parts, hub: nil)
  }

  /// Carries out the command a JSON object names.
  func perform(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    switch try body.text("command") {
    case "user-add": try await addUser(body)
    case "user-list": try await users()
    case "user-code": try await newCode(body)
    case "user-sign-out": try await signOut(body)
    case "verify": try await verify()
    case "audit-list": try await audit(body)
    case "audit-verify": try await verifyAudit()
    case "hold-add": try await hold(body)
    case "hold-release": try await release(body)
    case "hold-list": try await holds()
    case "erase": try await erase(body)
    case "compact": try await compact()
    case "backup": try await backUp(body)
    default: throw .badField("command")
    }
  }

  // MARK: Users

  private func addUser(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let office = try body.text("role")
    let roles = Set(templates.flatMap(\.roles).map(\.id))
    guard roles.contains(RoleID(office)) else { throw .badField("role") }
    let account = Account(
      id: .random(), name: try body.text("name", limit: StoreLimits.labelBytes),
      email: try body.optionalText("email"), office: office)
    let lifetime = try lifetime(body)
    try await storing { () async throws(StoreError) in
      _ = try await store.apply(
        [.addAccount(account)],
        recording: [act("account-made", of: account.id, ["role": .string(office)])], now: now())
    }
    return try await issueCode(for: account, lifetime: lifetime)
  }

  private func newCode(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let account = try await account(body)
    let lifetime = try lifetime(body)
    try await storing { () async throws(StoreError) in
      _ = try await store.apply([], recording: [act("code-issued", of: account.id)], now: now())
    }
    return try await issueCode(for: account, lifetime: lifetime)
  }

  private func signOut(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let account = try await account(body)
    let devices = try await storing { () async throws(StoreError) in
      let devices = try await store.devices(of: account.id).filter { $0.revoked == nil }
      _ = try await store.apply(
        devices.map { .revokeDevice($0.id) }, recording: [act("signed-out", of: account.id)],
        now: now())
      return devices
    }
    return ["account": .string(account.id.description), "devices": .integer(Int64(devices.count))]
  }

  private func issueCode(
    for account: Account, lifetime: Int64
  ) async throws(RequestRefusal) -> JSONValue {
    let time = now()
    let code = try await storing { () async throws(StoreError) in
      try await store.invite(account.id, lifetime: lifetime, now: time)
    }
    return [
      "account": .string(account.id.description), "name": .string(account.name),
      "code": .string(code.text), "expires": .string(time.adding(seconds: lifetime).text),
    ]
  }

  private func users() async throws(RequestRefusal) -> JSONValue {
    let users = try await storing { () async throws(StoreError) in
      var users: [JSONValue] = []
      for account in try await store.accounts() {
        let devices = try await store.devices(of: account.id).filter { $0.revoked == nil }
        users.append([
          "account": .string(account.id.description), "name": .string(account.name),
          "email": account.email.map { .string($0) } ?? .null,
          "role": account.office.map { .string($0) } ?? .null,
          "devices": .integer(Int64(devices.count)),
          "last_seen": devices.map(\.lastSeen).max().map { .string($0.text) } ?? .null,
        ])
      }
      return users
    }
    return ["users": .array(users)]
  }

  private func account(_ body: RequestBody) async throws(RequestRefusal) -> Account {
    let identifier = AccountIdentifier(try body.text("account"))
    let account = try await storing { () async throws(StoreError) in
      try await store.account(identifier)
    }
    guard let account else { throw .noSuchAccount }
    return account
  }

  /// In seconds. Without days, ten minutes: the code is for somebody who is waiting.
  private func lifetime(_ body: RequestBody) throws(RequestRefusal) -> Int64 {
    let days = try body.optionalInteger("days", in: 1...28)
    return days.map { $0 * 86_400 } ?? StoreLimits.invitationSeconds
  }

  private func act(
    _ kind: String, of account: AccountIdentifier, _ details: [String: JSONValue] = [:]
  ) -> AuditAct {
    let members =
      [JSONValue.Member("account", .string(account.description))]
      + details.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
    return AuditAct(actor: nil, plan: nil, kind: kind, payload: JSONValue.object(members).text())
  }

  /// Runs work on the store, with the store's own words for what goes wrong: an administrator may
  /// know.
  func storing<Result>(
    _ work: () async throws(StoreError) -> Result
  ) async throws(RequestRefusal) -> Result {
    do { return try await work() } catch { throw .storeFailed(error.kind) }
  }
}
