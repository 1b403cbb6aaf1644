package import CRDT

extension OperationStore {
  /// Appends a batch of the server's own that erases, and records the act, in one transaction; then
  /// sees to it that what is erased stands in no file of the database any more.
  ///
  package func erase(
    by batch: StoredBatch, in part: PartAddress, recording act: AuditAct, now: UnixTime
  ) throws(StoreError) -> (outcome: AppendOutcome, entry: AuditEntry) {
    let result = try write { (connection) throws(StoreError) in
      let outcome = try connection.appendOwn(batch, to: part, received: now)
      return (outcome: outcome, entry: try connection.append(act, time: now))
    }
    try checkpoint()
    return result
  }

  /// Notes what is erased of a part without an operation that says so: for what was erased in a part
  /// that a backup does not have yet.
  package func noteErased(_ erasures: [Erasure], in part: PartAddress) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      _ = try connection.erase(erasures, in: part)
    }
    try checkpoint()
  }

  /// What is erased of a part.
  package nonisolated func erasures(of part: PartAddress) async throws(StoreError) -> [Erasure] {
    try await read { (connection) throws(StoreError) in try connection.erasures(of: part) }
  }

  /// Everything that is erased, of every part.
  package nonisolated func erasures() async throws(StoreError) -> [PartAddress: [Erasure]] {
    try await read { (connection) throws(StoreError) in try connection.allErasures() }
  }
}
