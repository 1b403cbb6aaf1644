import Plan
import Store

/// Legal holds: plans that may not be erased, whatever the time they should be kept for.
extension Administration {
  func hold(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let plan = try await plan(body)
    let reason = try body.text("reason", limit: 2_000)
    let note = AuditNote(reason)
    let payload: JSONValue = ["note": .string(Cryptography.hexadecimal(note.commitment))]
    let act = AuditAct(
      actor: nil, plan: plan.id, kind: "hold-begun", payload: payload.text(), note: note)
    try await storing { () async throws(StoreError) in
      try await store.hold(plan.id, reason: reason, recording: act, now: now())
    }
    return ["plan": .string(plan.id.description), "reference": .string(plan.reference)]
  }

  func release(_ body: RequestBody) async throws(RequestRefusal) -> JSONValue {
    let plan = try await plan(body)
    let act = AuditAct(actor: nil, plan: plan.id, kind: "hold-ended")
    let isHeld = try await storing { () async throws(StoreError) in
      guard try await store.holds().contains(where: { $0.plan == plan.id }) else { return false }
      try await store.release(plan.id, recording: act, now: now())
      return true
    }
    return [
      "plan": .string(plan.id.description), "reference": .string(plan.reference),
      "released": .bool(isHeld),
    ]
  }

  func holds() async throws(RequestRefusal) -> JSONValue {
    let holds = try await storing { () async throws(StoreError) in try await store.holds() }
    return [
      "holds": .array(
        holds.map {
          [
            "plan": .string($0.plan.description), "reference": .string($0.reference),
            "reason": .string($0.reason), "began": .string($0.began.text),
          ]
        })
    ]
  }

  private func plan(_ body: RequestBody) async throws(RequestRefusal) -> PlanRecord {
    let reference = try body.text("reference")
    let plan = try await storing { () async throws(StoreError) in
      try await store.plan(reference: reference)
    }
    guard let plan else { throw .noSuchPlan }
    return plan
  }
}
