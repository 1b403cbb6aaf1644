import CRDT

extension Connection {
  /// The part's batches after `cursor`, in order, until their payloads exceed `byteLimit`; at least
  /// one, if there is one, so that a reader with a small limit still gets on. Throws
  /// `StoreError.damaged` at the first row whose content is not what its hash promises.
  func batches(
    of part: PartAddress, after cursor: UInt64, byteLimit: Int
  ) throws(StoreError) -> BatchPage {
    guard let cursor = Int64(exactly: cursor) else { throw .badInput(.cursor) }
    guard byteLimit >= 0 else { throw .badInput(.byteLimit) }
    guard let row = try partRow(part) else { return BatchPage(batches: [], hasMore: false) }
    let statement = try prepare(
      """
      SELECT cursor, agent, first, count, payload, hash, signature, account, received
      FROM batch WHERE part = ?1 AND cursor > ?2 ORDER BY cursor
      """)
    try statement.bind([.integer(row), .integer(cursor)])
    var batches: [LoggedBatch] = []
    var bytes = 0
    while try statement.step() {
      bytes += statement.byteCount(4)
      if bytes > byteLimit && !batches.isEmpty { return BatchPage(batches: batches, hasMore: true) }
      batches.append(try Self.loggedBatch(statement, of: part))
    }
    return BatchPage(batches: batches, hasMore: false)
  }

  /// The cursors of the part's batches whose content is not what their hashes promise. O(log).
  func damagedBatches(of part: PartAddress) throws(StoreError) -> [UInt64] {
    guard let row = try partRow(part) else { return [] }
    let statement = try prepare(
      """
      SELECT cursor, agent, first, count, payload, hash, signature, account, received
      FROM batch WHERE part = ?1 ORDER BY cursor
      """)
    try statement.bind([.integer(row)])
    var damaged: [UInt64] = []
    while try statement.step() {
      do {
        _ = try Self.loggedBatch(statement, of: part)
      } catch {
        guard case .damaged(_, let cursor) = error else { throw error }
        damaged.append(cursor)
      }
    }
    return damaged
  }

  /// What the part's log holds of every agent. O(batches of the part).
  func versionVector(of part: PartAddress) throws(StoreError) -> VersionVector {
    var vector = VersionVector()
    guard let row = try partRow(part) else { return vector }
    let agents = try rows(
      "SELECT agent, max(first + count) FROM batch WHERE part = ?1 GROUP BY agent", .integer(row)
    ) { (agent: AgentID(bytes: $0.blob(0)), next: UInt64(clamping: $0.integer(1))) }
    for (agent, next) in agents {
      guard let agent else { throw .damagedRow(table: "batch") }
      vector[agent] = next
    }
    return vector
  }

  /// The cursor of the part's last batch; zero if it has none.
  func lastCursor(of part: PartAddress) throws(StoreError) -> UInt64 {
    guard let row = try partRow(part) else { return 0 }
    let last = try first("SELECT max(cursor) FROM batch WHERE part = ?1", .integer(row)) {
      $0.integer(0)
    }
    return UInt64(clamping: last ?? 0)
  }

  /// The names of the plan's parts that hold anything.
  func parts(of plan: PlanIdentifier) throws(StoreError) -> [PartAddress] {
    try rows("SELECT name FROM part WHERE plan = ?1 ORDER BY name", plan.value) {
      PartAddress(plan: plan, name: $0.text(0))
    }
  }

  private static func loggedBatch(
    _ row: borrowing Statement, of part: PartAddress
  ) throws(StoreError) -> LoggedBatch {
    let cursor = UInt64(clamping: row.integer(0))
    guard let agent = AgentID(bytes: row.blob(1)), let first = UInt64(exactly: row.integer(2)),
      let count = UInt32(exactly: row.integer(3))
    else { throw .damaged(part: part, cursor: cursor) }
    let batch = StoredBatch(
      agent: agent, first: first, count: count, payload: row.blob(4), signature: row.blob(6))
    guard batch.digest(in: part) == row.blob(5) else {
      throw .damaged(part: part, cursor: cursor)
    }
    return LoggedBatch(
      cursor: cursor, batch: batch, account: row.optionalText(7).map { AccountIdentifier($0) },
      received: UnixTime(milliseconds: row.integer(8)))
  }
}
