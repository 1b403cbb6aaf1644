import CRDT

extension Connection {
  /// What is erased of a part.
  func erasures(of part: PartAddress) throws(StoreError) -> [Erasure] {
    let rows = try rows(
      "SELECT agent, first, count FROM erasure WHERE plan = ?1 AND part = ?2", part.plan.value,
      .text(part.name)
    ) { (row) throws(StoreError) in try Self.erasure(row, from: 0) }
    return Erasure.joined(rows)
  }

  /// Everything that is erased, of every part.
  func allErasures() throws(StoreError) -> [PartAddress: [Erasure]] {
    let rows = try rows("SELECT plan, part, agent, first, count FROM erasure") {
      (row) throws(StoreError) in
      (
        part: PartAddress(plan: PlanIdentifier(row.text(0)), name: row.text(1)),
        erasure: try Self.erasure(row, from: 2)
      )
    }
    return Dictionary(grouping: rows, by: \.part).mapValues { Erasure.joined($0.map(\.erasure)) }
  }

  /// Erases events' content in every copy of the log, and notes that it is gone. The part's snapshot
  /// goes too. To be called inside a transaction. O(log of the part).
  ///
  /// - Returns: how many batches lost something.
  @discardableResult
  func erase(_ erasures: [Erasure], in part: PartAddress) throws(StoreError) -> Int {
    for erasure in erasures {
      try run(
        """
        INSERT OR IGNORE INTO erasure (plan, part, agent, first, count)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """,
        part.plan.value, .text(part.name), .blob(erasure.agent.bytes),
        .integer(Int64(clamping: erasure.events.lowerBound)),
        .integer(Int64(clamping: erasure.events.count)))
    }
    let all = try self.erasures(of: part)
    try eraseFrozen(all, of: part)
    guard let row = try partRow(part) else { return 0 }
    try dropSnapshot(of: part)
    var changed = try eraseInSegments(all, of: part, row: row)
    let cursors = try rows("SELECT cursor FROM batch WHERE part = ?1", .integer(row)) {
      $0.integer(0)
    }
    for cursor in cursors {
      let batch = try first(
        "SELECT agent, first, count, payload FROM batch WHERE cursor = ?1", .integer(cursor)
      ) { Self.batch($0, from: 0) }
      guard let held = batch ?? nil else { continue }
      let payload = held.erasing(all).payload
      if payload == held.payload { continue }
      changed += 1
      try run(
        "UPDATE batch SET payload = ?2 WHERE cursor = ?1", .integer(cursor), .blob(payload))
    }
    return changed
  }

  /// Erases what is erased of a part in the tray as well.
  func eraseInTray(of part: PartAddress) throws(StoreError) {
    let all = try erasures(of: part)
    let kept = try rows(
      "SELECT id, agent, first, count, payload FROM tray WHERE plan = ?1 AND part = ?2",
      part.plan.value, .text(part.name)
    ) { (id: $0.integer(0), batch: Self.batch($0, from: 1)) }
    for (id, batch) in kept {
      guard let batch else { continue }
      let payload = batch.erasing(all).payload
      if payload == batch.payload { continue }
      try run("UPDATE tray SET payload = ?2 WHERE id = ?1", .integer(id), .blob(payload))
    }
  }

  /// Moves everything from the write-ahead log into the database and empties it: `secure_delete` has
  /// overwritten the pages; older copies of them must go as well.
  ///
  /// - Returns: false if a reader was in the way for longer than the busy timeout: then the next
  ///   checkpoint does it.
  @discardableResult
  func emptyWriteAheadLog() throws(StoreError) -> Bool {
    try first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) == 0 } ?? false
  }

  private static func erasure(
    _ row: borrowing Statement, from column: Int32
  ) throws(StoreError) -> Erasure {
    guard let agent = AgentID(bytes: row.blob(column)),
      let first = UInt64(exactly: row.integer(column + 1)),
      let count = UInt64(exactly: row.integer(column + 2))
    else { throw .damagedRow(table: "erasure") }
    let (end, overflow) = first.addingReportingOverflow(count)
    guard !overflow else { throw .damagedRow(table: "erasure") }
    return Erasure(agent: agent, events: first..<end)
  }

  /// A batch without its signature; nil where the row is damaged.
  private static func batch(_ row: borrowing Statement, from column: Int32) -> StoredBatch? {
    guard let agent = AgentID(bytes: row.blob(column)),
      let first = UInt64(exactly: row.integer(column + 1)),
      let count = UInt32(exactly: row.integer(column + 2))
    else { return nil }
    return StoredBatch(agent: agent, first: first, count: count, payload: row.blob(column + 3))
  }
}
