package import CRDT

extension OperationStore {
  /// The notes of the plan's entries, by entry.
  package nonisolated func notes(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> [UInt64: AuditNote] {
    try await read { (connection) throws(StoreError) in try connection.notes(of: plan) }
  }

  /// Erases letters of notes, and records the act, in one transaction.
  package func eraseNotes(
    _ erasures: [Erasure], of plan: PlanIdentifier, recording act: AuditAct, now: UnixTime
  ) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      _ = try connection.erase(erasures, in: PartAddress(plan: plan, name: AuditNote.part))
      _ = try connection.append(act, time: now)
    }
    try checkpoint()
  }
}
