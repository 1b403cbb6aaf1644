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
    var batches: [LoggedBatch] = []
    var bytes = 0
    for head in try segments(of: row, after: cursor) {
      for logged in try segment(head.id, of: part).batches where logged.cursor > cursor {
        bytes += logged.batch.payload.count
        if bytes > byteLimit && !batches.isEmpty {
          return BatchPage(batches: batches, hasMore: true)
        }
        batches.append(logged)
      }
    }
    var hasMore = false
    try forEachLooseBatch(of: part, row: row, after: cursor) { logged in
      bytes += logged.batch.payload.count
      hasMore = bytes > byteLimit && !batches.isEmpty
      if !hasMore { batches.append(logged) }
      return !hasMore
    }
    return BatchPage(batches: batches, hasMore: hasMore)
  }

  /// Calls `body` with the part's batches after `cursor` that are in no segment, in order, while it
  /// says so. Throws `StoreError.damaged` at the first row whose content is not what its hash promises.
  func forEachLooseBatch(
    of part: PartAddress, row: Int64, after cursor: Int64, _ body: (LoggedBatch) -> Bool
  ) throws(StoreError) {
    let statement = try prepare(
      """
      SELECT cursor, agent, first, count, payload, hash, signature, account, received
      FROM batch WHERE part = ?1 AND cursor > ?2 ORDER BY cursor
      """)
    try statement.bind([.integer(row), .integer(cursor)])
    var check = DigestCheck(part: part, row: row)
    while try statement.step() {
      guard body(try check.batch(statement, using: self)) else { return }
    }
  }

  /// The heads of the part's batches, in order. O(batches).
  func heads(of part: PartAddress) throws(StoreError) -> [BatchHead] {
    guard let row = try partRow(part) else { return [] }
    var heads: [BatchHead] = []
    for segment in try segments(of: row, after: 0) {
      heads += try self.segment(segment.id, of: part).batches.map { BatchHead($0) }
    }
    return try heads
      + rows(
        "SELECT cursor, agent, first, count, received FROM batch WHERE part = ?1 ORDER BY cursor",
        .integer(row)
      ) { (row) throws(StoreError) in
        guard let head = BatchHead(row) else {
          throw .damaged(part: part, cursor: UInt64(clamping: row.integer(0)))
        }
        return head
      }
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
    var damaged = try damagedSegments(of: part, row: row)
    var check = DigestCheck(part: part, row: row)
    while try statement.step() {
      do {
        _ = try check.batch(statement, using: self)
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
    for (agent, end) in try segmentEnds(of: row) { vector[agent] = end.next }
    for (agent, next) in agents {
      guard let agent else { throw .damagedRow(table: "batch") }
      vector[agent] = next
    }
    return vector
  }

  /// The cursor of the part's last batch; zero if it has none.
  func lastCursor(of part: PartAddress) throws(StoreError) -> UInt64 {
    guard let row = try partRow(part) else { return 0 }
    let last = try first(
      """
      SELECT max(
        coalesce((SELECT max(cursor) FROM batch WHERE part = ?1), 0),
        coalesce((SELECT max(last_cursor) FROM segment WHERE part = ?1), 0))
      """, .integer(row)
    ) { $0.integer(0) }
    return UInt64(clamping: last ?? 0)
  }

  /// The names of the plan's parts that hold anything.
  func parts(of plan: PlanIdentifier) throws(StoreError) -> [PartAddress] {
    try rows("SELECT name FROM part WHERE plan = ?1 ORDER BY name", plan.value) {
      PartAddress(plan: plan, name: $0.text(0))
    }
  }

  /// The digest of the last batch of each of the part's agents.
  func digestChain(of part: PartAddress) throws(StoreError) -> DigestChain {
    guard let row = try partRow(part) else { return DigestChain(part: part) }
    let last = try rows(
      "SELECT agent, hash, max(first) FROM batch WHERE part = ?1 GROUP BY agent", .integer(row)
    ) { (agent: AgentID(bytes: $0.blob(0)), digest: $0.blob(1)) }
    var heads = try segmentEnds(of: row).mapValues(\.digest)
    for (agent, digest) in last {
      guard let agent else { throw .damagedRow(table: "batch") }
      heads[agent] = digest
    }
    return DigestChain(part: part, heads: heads)
  }
}

/// Reads a part's batches in order, and compares each with its digest.
private struct DigestCheck {
  let part: PartAddress
  let row: Int64
  /// Each agent's last batch that was read.
  private var last: [AgentID: (end: UInt64, digest: [UInt8])] = [:]

  init(part: PartAddress, row: Int64) {
    self.part = part
    self.row = row
  }

  /// The batch in the current row of a statement.
  mutating func batch(
    _ statement: borrowing Statement, using connection: borrowing Connection
  ) throws(StoreError) -> LoggedBatch {
    let cursor = UInt64(clamping: statement.integer(0))
    guard let agent = AgentID(bytes: statement.blob(1)),
      let first = UInt64(exactly: statement.integer(2)),
      let count = UInt32(exactly: statement.integer(3))
    else { throw .damaged(part: part, cursor: cursor) }
    let batch = StoredBatch(
      agent: agent, first: first, count: count, payload: statement.blob(4),
      signature: statement.blob(6))
    let digest = statement.blob(5)
    let previous: [UInt8]
    if let before = last[agent], before.end == first {
      previous = before.digest
    } else {
      previous = try connection.lastDigest(of: agent, before: first, in: row).digest
    }
    last[agent] = (batch.end ?? first, digest)
    guard batch.digest(in: part, after: previous) == digest else {
      throw .damaged(part: part, cursor: cursor)
    }
    return LoggedBatch(
      cursor: cursor, batch: batch,
      account: statement.optionalText(7).map { AccountIdentifier($0) },
      received: UnixTime(milliseconds: statement.integer(8)))
  }
}
