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
    let isSound = faults.isEmpty && damaged.isEmpty && audit["sound"] == true
    return [
      "sound": .bool(isSound), "parts": .integer(Int64(batches)),
      "structure": .array(faults.map { .string($0) }), "damaged_batches": .array(damaged),
      "audit": audit,
    ]
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
