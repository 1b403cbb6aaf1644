import CRDT
import HTTP
package import Plan
import Store
package import Sync

/// The server, as its interface version 1 shows it.
package struct Remote: Sendable {
  /// Without a slash at its end.
  package let address: String
  private let token: String?
  private let client: HTTPClient

  /// - Parameter authorityFile: a PEM file of trusted authorities in place of the system's.
  package init(address: String, token: String?, authorityFile: String? = nil) {
    var configuration = HTTPClientConfiguration()
    configuration.certificateAuthorityFile = authorityFile
    self.init(address: address, token: token, client: HTTPClient(configuration))
  }

  private init(address: String, token: String?, client: HTTPClient) {
    self.address = address
    self.token = token
    self.client = client
  }

  /// The address of a server as a person types it, made whole: `https://` where no scheme is given.
  /// Nil for what cannot be one, and for plain `http` to another machine: a token would be read on
  /// the way.
  package static func address(_ text: String, allowsPlain: Bool = false) -> String? {
    var address = text.utf8.contains(0x3A) && text.contains("://") ? text : "https://\(text)"
    while address.hasSuffix("/") { address.removeLast() }
    let isPlain = address.lowercased().hasPrefix("http://")
    guard isPlain || address.lowercased().hasPrefix("https://") else { return nil }
    let host = address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
    guard !host.isEmpty, !host.contains("@"), !address.contains(" ") else { return nil }
    let isLocal = ["localhost", "127.0.0.1", "[::1]"].contains {
      host == $0 || host.hasPrefix("\($0):")
    }
    return isPlain && !isLocal && !allowsPlain ? nil : address
  }

  // MARK: Signing in

  package struct SignedIn: Hashable, Sendable {
    package var token: String
    package var account: String
    package var name: String
    package var device: String
  }

  /// Exchanges a code for a token.
  package func login(
    code: String, device: String, publicKey: [UInt8]
  ) async throws(ClientError) -> SignedIn {
    let answer = try await send(
      .post, "/v1/login",
      [
        "code": .string(code), "device": .string(device),
        "public_key": .string(Cryptography.hexadecimal(publicKey)),
      ])
    guard let token = answer["token"]?.string, let account = answer["account"]?["id"]?.string,
      let name = answer["account"]?["name"]?.string
    else { throw .badAnswer("login") }
    return SignedIn(
      token: token, account: account, name: name,
      device: answer["device"]?.string ?? answer["device"]?["id"]?.string ?? "")
  }

  /// Revokes this device's token.
  package func logout() async throws(ClientError) { _ = try await send(.post, "/v1/logout") }

  /// What the server knows of the signed-in person.
  package func me() async throws(ClientError) -> JSONValue { try await send(.get, "/v1/me") }

  /// Whether the signed-in person may begin plans.
  package func mayBeginPlans() async throws(ClientError) -> Bool {
    try await me()["may_create_plans"] == .bool(true)
  }

  package func devices() async throws(ClientError) -> JSONValue {
    try await send(.get, "/v1/devices")
  }

  /// Signs another device of the same person out.
  package func revoke(device: String) async throws(ClientError) {
    _ = try await send(.delete, "/v1/devices/\(PercentEncoding.encode(device))")
  }

  // MARK: Plans

  package func plans() async throws(ClientError) -> [RemotePlan] {
    let answer = try await send(.get, "/v1/plans")
    let list = answer["plans"]?.array ?? answer.array
    return try list.map { (value) throws(ClientError) in try RemotePlan(value) }
  }

  package func createPlan(
    reference: String, preset: String?, pack: String? = nil
  ) async throws(ClientError) -> RemotePlan {
    var body = [JSONValue.Member("reference", .string(reference))]
    if let preset { body.append(JSONValue.Member("preset", .string(preset))) }
    if let pack { body.append(JSONValue.Member("pack", .string(pack))) }
    return try RemotePlan(try await send(.post, "/v1/plans", .object(body)))
  }

  /// A plan with its parts and people.
  package func plan(_ id: String) async throws(ClientError) -> RemotePlanDetails {
    try RemotePlanDetails(try await send(.get, Self.path(id)))
  }

  /// Has the server compare a plan with the others it holds.
  package func check(_ plan: String) async throws(ClientError) -> RemoteCheck {
    try RemoteCheck(try await send(.get, Self.path(plan) + "/check"))
  }

  /// The most bytes a rule pack may have.
  static let packBytes = 4 << 20

  /// The files of a rule pack.
  func pack(_ pack: String, version: String) async throws(ClientError) -> JSONValue {
    try await send(
      .get, "/v1/packs/\(PercentEncoding.encode(pack))/\(PercentEncoding.encode(version))")
  }

  package struct Invitation: Hashable, Sendable {
    package var name: String
    package var role: String
    package var email: String?
    package var account: String?
    package var days: Int64?

    package init(
      name: String, role: String, email: String? = nil, account: String? = nil, days: Int64? = nil
    ) {
      self.name = name
      self.role = role
      self.email = email
      self.account = account
      self.days = days
    }
  }

  /// Invites a person; the answer holds the code to give her.
  package func invite(
    _ invitation: Invitation, to plan: String
  ) async throws(ClientError) -> JSONValue {
    var body: [JSONValue.Member] = [
      .init("name", .string(invitation.name)), .init("role", .string(invitation.role)),
    ]
    if let email = invitation.email { body.append(.init("email", .string(email))) }
    if let account = invitation.account { body.append(.init("account", .string(account))) }
    if let days = invitation.days { body.append(.init("days", .integer(days))) }
    return try await send(.post, Self.path(plan) + "/invitations", .object(body))
  }

  // MARK: Synchronising

  /// One round.
  package func sync(
    _ request: SyncRequest, plan: String
  ) async throws(ClientError) -> SyncResponse {
    let bytes: [UInt8]
    do { bytes = try request.encoded() } catch { throw .sync(error) }
    var message = try self.request(.post, Self.path(plan) + "/sync")
    message.headers["Content-Type"] = "application/octet-stream"
    message.body = bytes
    message.maximumResponseSize = SyncLimits.messageBytes
    message.totalTime = .seconds(300)
    let answer = try await checked(message)
    do { return try SyncResponse(decoding: answer) } catch { throw .sync(error) }
  }

  /// The plan's live stream; it sends something at least every 15 seconds.
  ///
  /// - Parameter part: where the person is, for others who are there to know.
  package func events(
    plan: String, part: PartID? = nil
  ) async throws(ClientError) -> RemoteEvents {
    let place = part.map { "?part=\(PercentEncoding.encode($0.description))" } ?? ""
    var message = try request(.get, Self.path(plan) + "/events" + place)
    message.headers["Accept"] = "text/event-stream"
    message.totalTime = nil
    message.idleTime = .seconds(45)
    do {
      let stream = try await client.stream(message)
      guard stream.head.status == .ok else {
        throw ClientError.server(status: stream.head.status.rawValue, code: "", message: "")
      }
      return RemoteEvents(stream)
    } catch { throw ClientError(error) }
  }

  /// Says where the person is, to others who are there too.
  package func move(to part: PartID?, of plan: String) async throws(ClientError) {
    _ = try await send(
      .post, Self.path(plan) + "/presence",
      ["part": part.map { .string($0.description) } ?? .null])
  }

  // MARK: -

  static func path(_ plan: String) -> String {
    "/v1/plans/\(PercentEncoding.encode(plan))"
  }

  private func request(
    _ method: HTTPMethod, _ path: String
  ) throws(ClientError) -> HTTPClientRequest {
    var request = HTTPClientRequest(method: method, url: address + path)
    if let token { request.headers["Authorization"] = "Bearer \(token)" }
    return request
  }

  func send(
    _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil
  ) async throws(ClientError) -> JSONValue {
    var message = try request(method, path)
    if let body {
      message.headers["Content-Type"] = "application/json"
      message.body = Array(body.text().utf8)
    }
    message.maximumResponseSize = 8 << 20
    let answer = try await checked(message)
    if answer.isEmpty { return .null }
    guard let value = (try? JSONText.parse(answer, limits: .init(bytes: 8 << 20)))?.value else {
      throw .badAnswer(path)
    }
    return value
  }

  /// The body of a successful answer.
  private func checked(_ message: HTTPClientRequest) async throws(ClientError) -> [UInt8] {
    let response: HTTPClientResponse
    do { response = try await client.send(message) } catch { throw .network(error) }
    if response.status.isSuccess { return response.body }
    let value = (try? JSONText.parse(response.body))?.value
    throw .server(
      status: response.status.rawValue, code: value?["error"]?.string ?? "",
      message: value?["message"]?.string ?? "")
  }
}
