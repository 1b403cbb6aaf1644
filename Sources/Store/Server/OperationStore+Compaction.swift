import CRDT

extension OperationStore {
  /// What putting batches together has come to.
  package struct CompactionReport: Hashable, Sendable {
    /// How many batches stand in the new segment.
    package let batches: Int
    /// The bytes of their payloads and signatures, and of the segment.
    package let bytesBefore: Int
    package let bytesAfter: Int
  }

  /// Puts the part's oldest loose batches together into a segment, if there are at least `minimum`.
  /// They read as before; of each agent's signatures the last one is kept. In one transaction: after a
  /// crash they are all in the segment, or all where they were.
  ///
  /// - Returns: nil if there was nothing to do, or if the part changed under it: then a later call
  ///   will.
  /// - Complexity: O(batches), and the writer is held up only while the result is stored.
  @discardableResult
  package nonisolated func compact(
    _ part: PartAddress, minimum: Int
  ) async throws(StoreError) -> CompactionReport? {
    let compaction = try await read { (connection) throws(StoreError) in
      try connection.compaction(of: part, minimum: minimum)
    }
    guard let compaction,
      let segment = Segment(
        compaction.batches, of: part, digestsBefore: compaction.digestsBefore)
    else { return nil }
    guard try await replace(compaction, by: segment) else { return nil }
    return CompactionReport(
      batches: segment.batches.count,
      bytesBefore: compaction.batches.reduce(0) {
        $0 + $1.batch.payload.count + $1.batch.signature.count
      }, bytesAfter: segment.content.count + segment.places.count)
  }

  /// How many of the part's batches are not in segments. O(those).
  package nonisolated func looseBatches(of part: PartAddress) async throws(StoreError) -> Int {
    try await read { (connection) throws(StoreError) in
      guard let row = try connection.partRow(part) else { return 0 }
      return try connection.looseCount(of: row)
    }
  }

  private func replace(
    _ compaction: Compaction, by segment: Segment
  ) throws(StoreError) -> Bool {
    try write { (connection) throws(StoreError) in
      try connection.savepoint { (connection) throws(StoreError) in
        try connection.replace(compaction, by: segment)
      }
    }
  }
}
