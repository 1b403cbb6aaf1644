import CRDT

extension Connection {
  /// Appends batches made on this device and marks them unsent.
  func appendUnsent(
    _ batches: [StoredBatch], to part: PartAddress, now: UnixTime
  ) throws(StoreError) -> [AppendOutcome] {
    var outcomes: [AppendOutcome] = []
    for batch in batches {
      let isRetired = try first(
        "SELECT is_retired FROM own_agent WHERE agent = ?1", .blob(batch.agent.bytes)
      ) { $0.integer(0) != 0 }
      guard isRetired == false else {
        outcomes.append(isRetired == nil ? .foreignAgent : .retiredAgent)
        continue
      }
      let outcome = try append(batch, to: part, account: nil, received: now)
      if case .stored(let cursor) = outcome {
        try run("INSERT INTO unsent (cursor) VALUES (?1)", .integer(Int64(clamping: cursor)))
        if try isInDraft(part) {
          try run("INSERT INTO private (cursor) VALUES (?1)", .integer(Int64(clamping: cursor)))
        }
      }
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// The part's unsent batches in order: all, or an agent's that begin at the event `first` or later.
  func unsent(
    of part: PartAddress, from agent: AgentID?, first: UInt64
  ) throws(StoreError) -> [StoredBatch] {
    guard let partRow = try partRow(part) else { return [] }
    let found = try rows(
      """
      SELECT agent, first, count, payload, hash, signature, cursor
      FROM unsent JOIN batch USING (cursor)
      WHERE part = ?1 AND (?2 IS NULL OR agent = ?2) AND first >= ?3 ORDER BY cursor
      """,
      .integer(partRow), .optional(agent?.bytes), .integer(Int64(clamping: first))
    ) { (row) throws(StoreError) -> StoredBatch in
      let cursor = UInt64(clamping: row.integer(6))
      guard let agent = AgentID(bytes: row.blob(0)), let first = UInt64(exactly: row.integer(1)),
        let count = UInt32(exactly: row.integer(2))
      else { throw .damaged(part: part, cursor: cursor) }
      let batch = StoredBatch(
        agent: agent, first: first, count: count, payload: row.blob(3), signature: row.blob(5))
      let previous = try lastDigest(of: agent, before: first, in: partRow).digest
      guard batch.digest(in: part, after: previous) == row.blob(4) else {
        throw .damaged(part: part, cursor: cursor)
      }
      return batch
    }
    return found
  }

  /// Removes unsent batches from the log. Their agents are retired: numbers once used for other
  /// events, even events no one else has seen, are never used again.
  func takeBack(_ batches: [StoredBatch], of part: PartAddress) throws(StoreError) {
    guard let row = try partRow(part) else { return }
    for batch in batches {
      try run(
        "DELETE FROM batch WHERE part = ?1 AND agent = ?2 AND first = ?3", .integer(row),
        .blob(batch.agent.bytes), .integer(Int64(clamping: batch.first)))
    }
    for agent in Set(batches.map(\.agent)) { try retire(agent) }
    // It may hold what was just taken back.
    try dropSnapshot(of: part)
  }

  /// Bars an agent from writing on this device again.
  func retire(_ agent: AgentID) throws(StoreError) {
    try run(
      """
      INSERT INTO own_agent (agent, is_retired) VALUES (?1, 1)
      ON CONFLICT (agent) DO UPDATE SET is_retired = 1
      """, .blob(agent.bytes))
  }

  /// Removes a part and all that is kept of it, except the tray. The own agents that wrote in it are
  /// retired: without their batches, nothing here would say which of their numbers are spent.
  func remove(_ part: PartAddress) throws(StoreError) {
    try dropFrozen(part)
    guard let row = try partRow(part) else { return }
    try run(
      """
      UPDATE own_agent SET is_retired = 1 WHERE agent IN (SELECT agent FROM batch WHERE part = ?1)
      """, .integer(row))
    try dropSnapshot(of: part)
    try run("DELETE FROM part_state WHERE part = ?1", .integer(row))
    try run("DELETE FROM segment WHERE part = ?1", .integer(row))
    try run("DELETE FROM batch WHERE part = ?1", .integer(row))
    try run("DELETE FROM part WHERE id = ?1", .integer(row))
  }
}
