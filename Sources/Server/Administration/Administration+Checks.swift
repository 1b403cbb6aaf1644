import Plan
import Store

extension Administration {
  /// Looks at everything: the file's structure, every batch's hash, the audit log's chain.
  func verify() async throws(RequestRefusal) -> JSONValue {
    let (faults, damaged, batches) = try await storing { () async throws(StoreError) in
      var damaged: [JSONValue] = []
      let parts = try await store.parts()
      for part in parts {
        for cursor in try await store.damagedBatches(of: part) {
          damaged.append([
            "plan": .string(part.plan.description), "part": .string(part.name),
            "cursor": .integer(Int64(clamping: cursor)),
          ])
        }
      }
      return (try await store.structuralFaults(), damaged, parts.count)
    }
    let audit = try await verifyAudit()
    let (frozen, altered) = try await verifyFrozen()
    let isSound =
      faults.isEmpty && damaged.isEmpty && altered.isEmpty && audit["sound"] == true
    return [
      "sound": .bool(isSound), "parts": .integer(Int64(batches)),
      "structure": .array(faults.map { .string($0) }), "damaged_batches": .array(damaged),
      "audit": audit, "frozen_versions": .integer(Int64(frozen)),
      "altered_versions": .array(altered.map { .integer(Int64(clamping: $0)) }),
    ]
  }

  /// Every frozen version against its fingerprint.
  ///
  /// - Returns: how many there are, and the entries of those that are not what was frozen.
  private func verifyFrozen() async throws(RequestRefusal) -> (count: Int, altered: [UInt64]) {
    try await storing { () async throws(StoreError) in
      let entries = try await store.frozenEntries()
      var altered: [UInt64] = []
      for (entry, plan) in entries {
        guard let version = try await store.frozenVersion(entry, of: plan), version.isSound else {
          altered.append(entry)
          continue
        }
      }
      return (entries.count, altered)
    }
  }

  /// The audit log's chain from its beginning to its head.
  func verifyAudit() async throws(RequestRefusal) -> JSONValue {
    let verification = try await storing { () async throws(StoreError) in
      try await store.auditVerify()
    }
    switch verification {
    case .sound(let head):
      return [
        "sound": true, "entries": .integer(Int64(clamping: head.count)),
        "head": .string(Cryptography.hexadecimal(head.chain)),
      ]
    case .broken(let first):
      return ["sound": false, "first_broken": .integer(Int64(clamping: first))]
    }
  }

  func audit(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let from = UInt64(clamping: try body.optionalInteger("from", in: 0...(.max)) ?? 0)
    let limit = Int(clamping: try body.optionalInteger("limit", in: 1...10_000) ?? 1_000)
    let entries = try await storing { () async throws(StoreError) in
      try await store.audit(from: from, limit: limit)
    }
    return [
      "entries": .array(
        entries.map { entry in
          [
            "number": .integer(Int64(clamping: entry.number)), "time": .string(entry.time.text),
            "actor": entry.actor.map { .string($0.description) } ?? .null,
            "plan": entry.plan.map { .string($0.description) } ?? .null,
            "kind": .string(entry.kind), "payload": entry.payload.map { .string($0) } ?? .null,
            "chain": .string(Cryptography.hexadecimal(entry.chain)),
          ]
        })
    ]
  }

  /// Copies the database to a file on the server's machine.
  func backUp(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let path = try body.text("path", limit: 4_096)
    do {
      try await store.backUp(to: path)
    } catch .file {
      throw .badField("path")
    } catch {
      throw .storeFailed(error.kind)
    }
    return ["path": .string(path)]
  }
}

extension FrozenVersionRecord {
  /// Whether the fingerprint is that of the manifest, and each content what its commitment fixes; of
  /// a content that was erased only the commitment is left.
  fileprivate var isSound: Bool {
    guard Cryptography.blake2b(FrozenManifest.hashed(manifest)) == fingerprint,
      let commitments = FrozenManifest.commitments(in: manifest), commitments.count == parts.count
    else { return false }
    return parts.allSatisfy { part in
      guard commitments[PartID(part.part)]?.bytes == part.commitment else { return false }
      guard let content = part.content else { return true }
      return Cryptography.blake2b(FrozenManifest.committed(content, salt: part.salt))
        == part.commitment
    }
  }
}
