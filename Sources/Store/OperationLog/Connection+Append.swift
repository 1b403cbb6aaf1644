import CRDT

extension Connection {
  /// Appends a batch to a part's log. To be called inside a transaction. Repeating it changes
  /// nothing. What is erased of it is stored blank; what it erases is erased. O(log n), but for
  /// erasures.
  func append(
    _ batch: StoredBatch, to part: PartAddress, account: AccountIdentifier?, received: UnixTime
  ) throws(StoreError) -> AppendOutcome {
    guard batch.count > 0, let end = batch.end, let first = Int64(exactly: batch.first),
      Int64(exactly: end) != nil
    else { return .malformed }
    guard batch.payload.count <= StoreLimits.batchBytes else { return .tooLarge }
    let batch = batch.erasing(try erasures(of: part))
    let row = try partRow(part)
    var last: (next: UInt64, digest: [UInt8]) = (0, StoredBatch.noDigest)
    if let row { last = try lastDigest(of: batch.agent, before: .max, in: row) }
    if batch.first > last.next { return .gap(expected: last.next) }
    if batch.first < last.next, let row { return try compare(batch, in: part, row: row) }
    let digest = batch.digest(in: part, after: last.digest)
    try run(
      """
      INSERT INTO batch (part, agent, first, count, payload, hash, signature, account, received)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """,
      .integer(try partRowAdding(part)), .blob(batch.agent.bytes), .integer(first),
      .integer(Int64(batch.count)), .blob(batch.payload), .blob(digest), .blob(batch.signature),
      .optional(account?.description), .integer(received.milliseconds))
    let cursor = UInt64(clamping: lastInsertedRow)
    let erasures = batch.erasures
    if !erasures.isEmpty { try erase(erasures, in: part) }
    return .stored(cursor: cursor)
  }

  /// Judges a batch whose first event the log already has.
  private func compare(
    _ batch: StoredBatch, in part: PartAddress, row: Int64
  ) throws(StoreError) -> AppendOutcome {
    let previous = try lastDigest(of: batch.agent, before: batch.first, in: row).digest
    let digest = batch.digest(in: part, after: previous)
    let held = try first(
      """
      SELECT cursor, count, payload, hash FROM batch WHERE part = ?1 AND agent = ?2 AND first = ?3
      """,
      .integer(row), .blob(batch.agent.bytes), .integer(Int64(clamping: batch.first))
    ) {
      (
        cursor: UInt64(clamping: $0.integer(0)), count: UInt32(clamping: $0.integer(1)),
        payload: $0.blob(2), hash: $0.blob(3)
      )
    }
    guard let held else { return try compareWithSegments(batch, in: part, row: row) }
    var copy = batch
    copy.count = held.count
    copy.payload = held.payload
    let heldDigest = copy.digest(in: part, after: previous)
    if heldDigest == held.hash {
      return digest == held.hash ? .duplicate(cursor: held.cursor) : .impersonation
    }
    // The row is damaged. Either half that still agrees with the sender's copy proves the copy to
    // be the one that was stored; if neither does, only a person or a backup can tell.
    guard digest == held.hash || digest == heldDigest else {
      throw .damaged(part: part, cursor: held.cursor)
    }
    try run(
      "UPDATE batch SET count = ?2, payload = ?3, hash = ?4 WHERE cursor = ?1",
      .integer(Int64(clamping: held.cursor)), .integer(Int64(batch.count)), .blob(batch.payload),
      .blob(digest))
    return .repaired(cursor: held.cursor)
  }

  /// Judges a batch whose first event a segment has.
  private func compareWithSegments(
    _ batch: StoredBatch, in part: PartAddress, row: Int64
  ) throws(StoreError) -> AppendOutcome {
    let event = EventID(agent: batch.agent, sequence: batch.first)
    guard let held = try segmentBatch(event, of: part, row: row), held.batch.isSameWork(as: batch)
    else { return .impersonation }
    return .duplicate(cursor: held.cursor)
  }

  /// The digest of an agent's last batch that begins before the event `limit`, and the sequence number
  /// after that batch.
  func lastDigest(
    of agent: AgentID, before limit: UInt64, in row: Int64
  ) throws(StoreError) -> (next: UInt64, digest: [UInt8]) {
    let loose = try first(
      """
      SELECT first + count, hash FROM batch WHERE part = ?1 AND agent = ?2 AND first < ?3
      ORDER BY first DESC LIMIT 1
      """, .integer(row), .blob(agent.bytes), .integer(Int64(clamping: limit))
    ) { (next: UInt64(clamping: $0.integer(0)), digest: $0.blob(1)) }
    if let loose { return loose }
    return try lastSegmentDigest(of: agent, before: limit, in: row) ?? (0, StoredBatch.noDigest)
  }

  /// The key of a part's row; nil if nothing was ever stored in it.
  func partRow(_ part: PartAddress) throws(StoreError) -> Int64? {
    try first(
      "SELECT id FROM part WHERE plan = ?1 AND name = ?2", part.plan.value, .text(part.name)
    ) { $0.integer(0) }
  }

  /// The key of a part's row, which is made if need be.
  func partRowAdding(_ part: PartAddress) throws(StoreError) -> Int64 {
    if let row = try partRow(part) { return row }
    try run("INSERT INTO part (plan, name) VALUES (?1, ?2)", part.plan.value, .text(part.name))
    return lastInsertedRow
  }
}
