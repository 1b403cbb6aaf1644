import CRDT
import HTTP
import Plan
import Store

/// Official acts at the server.
extension Remote {
  /// Performs an act, or asks what stands against it.
  ///
  /// - Parameter body: as `POST …/acts` takes it.
  func perform(
    _ body: [JSONValue.Member], on plan: String
  ) async throws(ClientError) -> ActOutcome {
    try Self.outcome(try await send(.post, Self.path(plan) + "/acts", .object(body)))
  }

  /// Hands in the signature of a report, with what this device drew for the commitment it signs.
  func sign(
    report: PartID, date: CivilDate, signature: [UInt8], salt: [UInt8], seed: ContentSeed,
    in plan: String
  ) async throws(ClientError) -> ActOutcome {
    let body: JSONValue = [
      "part": .string(report.description), "date": .string(date.description),
      "signature": .string(Cryptography.hexadecimal(signature)),
      "salt": .string(Cryptography.hexadecimal(salt)),
      "seed": .string(Cryptography.hexadecimal(seed.bytes)),
    ]
    return try Self.outcome(try await send(.post, Self.path(plan) + "/signatures", body))
  }

  private static func outcome(_ answer: JSONValue) throws(ClientError) -> ActOutcome {
    let act = answer["act"].flatMap { OfficialAct(json: $0) }
    guard answer["done"] != .bool(true) || act != nil else { throw .badAnswer("act") }
    return ActOutcome(
      act: act, obstacles: (answer["obstacles"]?.array ?? []).map { RemoteObstacle($0) })
  }

  /// What an act froze: the manifest, and content and salt of each part that may be read.
  struct Version {
    var manifest: String
    var parts: [Part]

    struct Part {
      var id: PartID
      /// Nil once it was erased as a whole.
      var content: [UInt8]?
      var salt: [UInt8]
      /// Of a report: the key of its author's device, and the signature.
      var publicKey: [UInt8]?
      var signature: [UInt8]?
    }
  }

  func version(_ entry: UInt64, of plan: String) async throws(ClientError) -> Version {
    let answer = try await send(.get, Self.path(plan) + "/versions/\(entry)")
    guard let manifest = answer["manifest"]?.string else { throw .badAnswer("version") }
    var version = Version(manifest: manifest, parts: [])
    for part in answer["parts"]?.array ?? [] {
      func bytes(_ key: String) -> [UInt8]? {
        part[key]?.string.flatMap { Cryptography.bytes(hexadecimal: $0) }
      }
      guard let name = part["part"]?.string, let salt = bytes("salt") else {
        throw .badAnswer("version")
      }
      version.parts.append(
        .init(
          id: PartID(name), content: bytes("content"), salt: salt, publicKey: bytes("public_key"),
          signature: bytes("signature")))
    }
    return version
  }

  /// The hashes of the audit log's entries from `number` on, as many as the server sends at once.
  func auditLeaves(from number: UInt64) async throws(ClientError) -> [[UInt8]] {
    let answer = try await send(.get, "/v1/audit/leaves/\(number)")
    return (answer["leaves"]?.array ?? []).compactMap { leaf in
      leaf.string.flatMap { Cryptography.bytes(hexadecimal: $0) }
    }
  }
}
