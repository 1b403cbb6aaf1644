import HTTP
import Plan
import Store

extension Application {
  /// `POST /v1/login`: a code becomes a device's token.
  func signIn(_ call: Call) async throws(RequestRefusal) -> HTTPResponse {
    let body = try call.body()
    let label = try body.text("device", limit: StoreLimits.labelBytes)
    let keyText = try body.text("public_key")
    guard let key = Cryptography.bytes(hexadecimal: keyText), key.count == 32 else {
      throw .badField("public_key")
    }
    let codeText = try body.text("code")
    let address = AddressGroup.of(call.request, isBehindProxy: configuration.isBehindProxy)
    let session = try await signIns.admit(from: address, now: call.now) {
      () async throws(RequestRefusal) -> (Session, AccessToken) in
      guard let code = InvitationCode(codeText) else { throw .badCode }
      let signIn = try await storing { () async throws(StoreError) in
        try await store.signIn(with: code, label: label, publicKey: key, now: call.now)
      }
      guard let signIn else { throw .badCode }
      let session = try await storing { () async throws(StoreError) in
        try await store.session(of: signIn.token)
      }
      guard let session else { throw .badCode }
      return (session, signIn.token)
    }
    return HTTPResponse(
      json: [
        "token": .string(session.1.text), "account": account(session.0.account),
        "device": .string(session.0.device.id.description),
        "epoch": .integer(Int64(clamping: epoch)),
      ])
  }

  /// `GET /v1/me`
  func me(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    HTTPResponse(
      json: [
        "account": account(session.account), "device": device(session.device, of: session),
        "may_create_plans": .bool(session.account.mayBeginPlans),
        "epoch": .integer(Int64(clamping: epoch)),
      ])
  }

  /// `POST /v1/logout`
  func signOut(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    try await revoke(session.device.id, call)
    return HTTPResponse(json: [:])
  }

  /// `GET /v1/devices`
  func devices(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let devices = try await storing { () async throws(StoreError) in
      try await store.devices(of: session.account.id)
    }
    return HTTPResponse(
      json: ["devices": .array(devices.map { device($0, of: session) })])
  }

  /// `DELETE /v1/devices/{device}`
  func removeDevice(
    _ call: Call, _ session: Session
  ) async throws(RequestRefusal) -> HTTPResponse {
    let identifier = DeviceIdentifier(call.argument(0))
    let devices = try await storing { () async throws(StoreError) in
      try await store.devices(of: session.account.id)
    }
    guard devices.contains(where: { $0.id == identifier }) else { throw .noSuchDevice }
    try await revoke(identifier, call)
    return HTTPResponse(json: [:])
  }

  private func revoke(_ device: DeviceIdentifier, _ call: Call) async throws(RequestRefusal) {
    try await storing { () async throws(StoreError) in
      _ = try await store.apply([.revokeDevice(device)], now: call.now)
    }
    hub.cut(device)
  }

  // MARK: Sessions

  /// Who asks, by the token in the request's head.
  func session(of call: Call) async throws(RequestRefusal) -> Session {
    guard let token = call.token else { throw .signInNeeded }
    let session = try await storing { () async throws(StoreError) in
      try await store.session(of: token)
    }
    guard let session else { throw .signInNeeded }
    let device = session.device
    guard call.now < device.lastSeen.adding(seconds: limits.idleSeconds),
      call.now < device.created.adding(seconds: limits.sessionSeconds)
    else { throw .sessionExpired }
    if call.now >= device.lastSeen.adding(seconds: limits.seenSeconds) {
      // That it cannot be noted on a full disk must not keep anybody from reading.
      _ = try? await store.apply([.markSeen(device.id)], now: call.now)
    }
    return session
  }

  private func account(_ account: Account) -> JSONValue {
    ["id": .string(account.id.description), "name": .string(account.name)]
  }

  private func device(_ device: Device, of session: Session) -> JSONValue {
    [
      "id": .string(device.id.description), "label": .string(device.label),
      "created": .string(device.created.text), "last_seen": .string(device.lastSeen.text),
      "revoked": device.revoked.map { .string($0.text) } ?? .null,
      "current": .bool(device.id == session.device.id),
    ]
  }
}

extension Account {
  /// Whether an administrator made the account for somebody who prepares plans.
  var mayBeginPlans: Bool { office == Role.caseworker.description }
}
