import CRDT
import HTTP
import Plan
import Server
import Store
import Sync

/// A person's device as the protocol has it: raw requests, a key, and documents in memory.
struct TestDevice {
  var url: String
  var client = HTTPClient()
  var token: String
  var account: String
  var key: Cryptography.KeyPair
  var agent = Cryptography.randomAgent()
  /// By plan and part: what this device holds, and how far it has read.
  var parts: [PartAddress: PartDocument] = [:]
  var cursors: [PartAddress: UInt64] = [:]
  /// What this device's next batches are chained to.
  var chains: [PartAddress: DigestChain] = [:]
  var epoch: UInt64 = 0

  static func signIn(
    at fixture: ServerFixture, code: String, key: Cryptography.KeyPair = .init(),
    client: HTTPClient = HTTPClient()
  ) async throws -> TestDevice {
    let reply = try await logIn(at: fixture.server.url, code: code, key: key, client: client)
    guard case .string(let token) = reply.json["token"],
      case .string(let account) = reply.json["account"]?["id"]
    else { throw Unexpected(reply.json.text()) }
    return TestDevice(
      url: fixture.server.url, client: client, token: token, account: account, key: key)
  }

  static func logIn(
    at url: String, code: String, key: Cryptography.KeyPair = .init(),
    client: HTTPClient = HTTPClient()
  ) async throws -> Reply {
    let body: JSONValue = [
      "code": .string(code), "device": "test-laptop",
      "public_key": .string(Cryptography.hexadecimal(key.publicKey)),
    ]
    return try await Reply(
      client.send(
        HTTPClientRequest(
          method: .post, url: url + "/v1/login", body: Array(body.text().utf8))))
  }

  struct Reply {
    let status: UInt16
    let json: JSONValue
    let bytes: [UInt8]

    init(_ response: HTTPClientResponse) {
      status = response.status.rawValue
      bytes = response.body
      json = (try? JSONText.parse(response.body).value) ?? .null
    }

    /// The reply's error code.
    var error: String? {
      if case .string(let code) = json["error"] { code } else { nil }
    }
  }

  func request(_ method: HTTPMethod, _ path: String, body: [UInt8] = []) -> HTTPClientRequest {
    HTTPClientRequest(
      method: method, url: url + path, headers: ["Authorization": "Bearer \(token)"], body: body)
  }

  func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> Reply {
    Reply(
      try await client.send(
        request(method, path, body: body.map { Array($0.text().utf8) } ?? [])))
  }

  // MARK: Plans

  func makePlan(_ reference: String = "MK-0412") async throws -> PlanIdentifier {
    let reply = try await send(.post, "/v1/plans", ["reference": .string(reference)])
    guard reply.status == 201, case .string(let id) = reply.json["id"] else {
      throw Unexpected(reply.json.text())
    }
    return PlanIdentifier(id)
  }

  func invite(
    _ name: String, role: String, to plan: PlanIdentifier, at fixture: ServerFixture
  ) async throws -> TestDevice {
    let reply = try await send(
      .post, "/v1/plans/\(plan)/invitations", ["name": .string(name), "role": .string(role)])
    guard case .string(let code) = reply.json["code"] else { throw Unexpected(reply.json.text()) }
    return try await TestDevice.signIn(at: fixture, code: code)
  }

  // MARK: Synchronising

  /// The part as this device holds it.
  mutating func part(_ name: String, of plan: PlanIdentifier) throws -> PartDocument {
    let address = PartAddress(plan: plan, name: name)
    if let held = parts[address] { return held }
    guard let template = try ServerFixture.england.get().part(PartID(name)) else {
      throw Unexpected("no part \(name)")
    }
    var part = PartDocument(id: PartID(name), template: template)
    part.document.begin(as: agent)
    parts[address] = part
    return part
  }

  /// Makes an edit and gives it as signed batches.
  mutating func edit(
    _ name: String, of plan: PlanIdentifier, _ change: (inout PartDocument) throws -> Void
  ) throws -> [StoredBatch] {
    var part = try part(name, of: plan)
    let before = part.document.versionVector
    try change(&part)
    let address = PartAddress(plan: plan, name: name)
    parts[address] = part
    var chain = chains[address] ?? DigestChain(part: address)
    let batches = part.document.contents(after: before)
      .map { chain.sign($0.stored(seed: .random()), by: key) }
    chains[address] = chain
    return batches
  }

  /// The text of a record's field as this device holds it.
  func text(_ field: String, of record: EventID, in name: String, _ plan: PlanIdentifier) -> String
  {
    parts[PartAddress(plan: plan, name: name)]?.document
      .string(at: ObjectAddress(record: record, key: field)) ?? ""
  }

  /// Writes a need into section B, and gives its record and the batches that make it.
  mutating func writeNeed(
    _ text: String, in plan: PlanIdentifier
  ) throws -> (record: EventID, batches: [StoredBatch]) {
    var record: EventID?
    let batches = try edit("B", of: plan) { part in
      let added = try part.addRecord(to: "needs")
      _ = try part.edit(text, field: "description", of: added)
      record = added
    }
    guard let record else { throw Unexpected("no record") }
    return (record, batches)
  }

  /// One round in which one part is pushed and pulled.
  @discardableResult
  mutating func sync(
    _ name: String, of plan: PlanIdentifier, push: [StoredBatch] = []
  ) async throws -> SyncResponse {
    let address = PartAddress(plan: plan, name: name)
    let message = SyncRequest(
      round: 1, epoch: epoch,
      parts: [.init(name: name, cursor: cursors[address] ?? 0, push: push)])
    let reply = Reply(
      try await client.send(
        request(.post, "/v1/plans/\(plan)/sync", body: try message.encoded())))
    guard reply.status == 200 else { throw Unexpected(reply.json.text()) }
    let response = try SyncResponse(decoding: reply.bytes)
    epoch = response.epoch
    for answer in response.parts where answer.name == name {
      var part = try part(name, of: plan)
      for entry in answer.entries { try part.document.receive(entry.batch) }
      parts[address] = part
      cursors[address] = answer.cursor
    }
    return response
  }
}
