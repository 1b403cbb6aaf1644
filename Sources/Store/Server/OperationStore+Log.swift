package import CRDT

extension OperationStore {
  /// The part's batches after `cursor` (zero for all), in order, until their payloads exceed
  /// `byteLimit`; at least one, if there is one.
  ///
  /// Throws `StoreError.damaged` at a row whose content is not what its hash promises.
  package nonisolated func batches(
    of part: PartAddress, after cursor: UInt64, byteLimit: Int
  ) async throws(StoreError) -> BatchPage {
    try await read { (connection) throws(StoreError) in
      try connection.batches(of: part, after: cursor, byteLimit: byteLimit)
    }
  }

  /// What the part's log holds of every agent. O(batches of the part).
  package nonisolated func versionVector(
    of part: PartAddress
  ) async throws(StoreError) -> VersionVector {
    try await read { (connection) throws(StoreError) in
      try connection.versionVector(of: part)
    }
  }

  /// What the next batch of each of the part's agents is chained to.
  package nonisolated func digestChain(
    of part: PartAddress
  ) async throws(StoreError) -> DigestChain {
    try await read { (connection) throws(StoreError) in try connection.digestChain(of: part) }
  }

  /// The cursor of the part's last batch; zero if it has none.
  package nonisolated func lastCursor(of part: PartAddress) async throws(StoreError) -> UInt64 {
    try await read { (connection) throws(StoreError) in try connection.lastCursor(of: part) }
  }

  /// The plan's parts that hold anything, by name.
  package nonisolated func parts(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> [PartAddress] {
    try await read { (connection) throws(StoreError) in try connection.parts(of: plan) }
  }

  /// The cursors of the part's damaged batches. Sending one again, whole, repairs it. O(log).
  package nonisolated func damagedBatches(
    of part: PartAddress
  ) async throws(StoreError) -> [UInt64] {
    try await read { (connection) throws(StoreError) in try connection.damagedBatches(of: part) }
  }

  /// The cursors of the part's batches that no signature of their device vouches for: see
  /// ``DigestChain``. The server's own need none. O(log).
  ///
  /// Throws `StoreError.damaged` where the log is damaged.
  package nonisolated func unprovedBatches(
    of part: PartAddress
  ) async throws(StoreError) -> [UInt64] {
    try await read { (connection) throws(StoreError) in try connection.unprovedBatches(of: part) }
  }

  /// The part's snapshot, if there is a sound one; a damaged one is dropped.
  package nonisolated func snapshot(
    of part: PartAddress
  ) async throws(StoreError) -> Snapshot? {
    let finding = try await read { (connection) throws(StoreError) in
      try connection.snapshot(of: part)
    }
    switch finding {
    case .absent: return nil
    case .intact(let snapshot): return snapshot
    case .damaged:
      // Only a cache: that it cannot be removed now must not stop the reader.
      try? await dropSnapshot(of: part)
      return nil
    }
  }

  /// Replaces the part's snapshot.
  package func saveSnapshot(_ snapshot: Snapshot, of part: PartAddress) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      try connection.saveSnapshot(snapshot, of: part)
    }
  }

  private func dropSnapshot(of part: PartAddress) throws(StoreError) {
    try write { (connection) throws(StoreError) in try connection.dropSnapshot(of: part) }
  }
}
