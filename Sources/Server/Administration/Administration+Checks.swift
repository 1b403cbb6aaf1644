import Plan
import Store

extension Administration {
  /// Looks at everything: the file's structure, every batch's digest and who vouches for it, the audit
  /// log's chain.
  func verify() async throws(RequestRefusal) -> JSONValue {
    let (faults, damaged, unproved, batches) = try await storing { () async throws(StoreError) in
      var damaged: [JSONValue] = []
      var unproved: [JSONValue] = []
      let parts = try await store.parts()
      for part in parts {
        func named(_ cursor: UInt64) -> JSONValue {
          [
            "plan": .string(part.plan.description), "part": .string(part.name),
            "cursor": .integer(Int64(clamping: cursor)),
          ]
        }
        let broken = try await store.damagedBatches(of: part)
        damaged += broken.map(named)
        if broken.isEmpty { unproved += try await store.unprovedBatches(of: part).map(named) }
      }
      return (try await store.structuralFaults(), damaged, unproved, parts.count)
    }
    let audit = try await verifyAudit()
    let (frozen, altered) = try await verifyFrozen()
    let alteredNotes = try await verifyNotes()
    let isSound =
      faults.isEmpty && damaged.isEmpty && unproved.isEmpty && altered.isEmpty
      && alteredNotes.isEmpty && audit["sound"] == true
    return [
      "sound": .bool(isSound), "parts": .integer(Int64(batches)),
      "structure": .array(faults.map { .string($0) }), "damaged_batches": .array(damaged),
      "unproved_batches": .array(unproved),
      "audit": audit, "frozen_versions": .integer(Int64(frozen)),
      "altered_versions": .array(altered.map { .integer(Int64(clamping: $0)) }),
      "altered_notes": .array(alteredNotes.map { .integer(Int64(clamping: $0)) }),
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

  /// Every note beside the audit log against the commitment in its entry.
  ///
  /// - Returns: the entries of those that are not what was noted.
  private func verifyNotes() async throws(RequestRefusal) -> [UInt64] {
    try await storing { () async throws(StoreError) in
      var altered: [UInt64] = []
      for plan in try await store.plans() {
        let notes = try await store.notes(of: plan.id)
        for entry in try await store.audit(of: plan.id, limit: .max) {
          guard let payload = entry.payload,
            case .string(let noted) = (try? JSONText.parse(Array(payload.utf8)))?.value["note"]
          else { continue }
          let held = notes[entry.number].map { Cryptography.hexadecimal($0.commitment) }
          if held != noted { altered.append(entry.number) }
        }
      }
      return altered
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

  /// Puts the loose batches of every part together.
  func compact() async throws(RequestRefusal) -> JSONValue {
    try await storing { () async throws(StoreError) in
      var batches: Int64 = 0
      var before: Int64 = 0
      var after: Int64 = 0
      for part in try await store.parts() {
        while let report = try await store.compact(part, minimum: 2) {
          batches += Int64(report.batches)
          before += Int64(report.bytesBefore)
          after += Int64(report.bytesAfter)
        }
      }
      return [
        "batches": .integer(batches), "bytes_before": .integer(before),
        "bytes_after": .integer(after),
      ]
    }
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
      commitments[PartID(part.part)]?.bytes == part.commitment && part.isSound
    }
  }
}
