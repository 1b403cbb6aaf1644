import CRDT

extension WorkingCopy {
  /// The plan's refused work, oldest first.
  package func tray(of plan: PlanIdentifier) throws(StoreError) -> [TrayEntry] {
    try connection.rows(
      """
      SELECT id, part, agent, first, count, payload, signature, reason, refused FROM tray
      WHERE plan = ?1 ORDER BY id
      """, plan.value
    ) { (row) throws(StoreError) in
      guard let agent = AgentID(bytes: row.blob(2)), let first = UInt64(exactly: row.integer(3)),
        let count = UInt32(exactly: row.integer(4))
      else { throw .damagedRow(table: "tray") }
      return TrayEntry(
        id: row.integer(0), part: PartAddress(plan: plan, name: row.text(1)),
        batch: StoredBatch(
          agent: agent, first: first, count: count, payload: row.blob(5), signature: row.blob(6)),
        reason: row.text(7), refused: UnixTime(milliseconds: row.integer(8)))
    }
  }

  /// Removes from the tray what its author has dealt with.
  package func removeFromTray(_ id: Int64) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      guard try connection.run("DELETE FROM tray WHERE id = ?1", .integer(id)) > 0 else {
        throw .absent(table: "tray")
      }
    }
  }
}

extension Connection {
  func addToTray(
    _ batches: [StoredBatch], of part: PartAddress, reason: String, now: UnixTime
  ) throws(StoreError) {
    for batch in batches {
      try run(
        """
        INSERT INTO tray (plan, part, agent, first, count, payload, signature, reason, refused)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """,
        part.plan.value, .text(part.name), .blob(batch.agent.bytes),
        .integer(Int64(clamping: batch.first)), .integer(Int64(batch.count)),
        .blob(batch.payload), .blob(batch.signature), .text(reason), .integer(now.milliseconds))
    }
  }
}
