package import CRDT

extension WorkingCopy {
  /// Begins an act of a plan.
  ///
  /// - Parameter target: the act it takes back, if it does.
  /// - Returns: its number.
  package func beginAct(
    of plan: PlanIdentifier, reversing target: Int64? = nil
  ) throws(StoreError) -> Int64 {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        "INSERT INTO act (plan, reverses) VALUES (?1, ?2)", plan.value,
        .optional(target))
      return connection.lastInsertedRow
    }
  }

  /// Makes batches part of an act.
  package func add(
    _ batches: [StoredBatch], of part: PartAddress, to act: Int64
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      for batch in batches {
        try connection.run(
          """
          INSERT OR REPLACE INTO act_batch (plan, part, agent, first, count, act)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6)
          """, part.plan.value, .text(part.name), .blob(batch.agent.bytes),
          .integer(Int64(clamping: batch.first)), .integer(Int64(batch.count)), .integer(act))
      }
    }
  }

  /// A batch that was written again under another agent stays in the act it was made by.
  package func renameInActs(
    _ batch: StoredBatch, of part: PartAddress, to other: StoredBatch
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        """
        UPDATE OR IGNORE act_batch SET agent = ?5, first = ?6
        WHERE plan = ?1 AND part = ?2 AND agent = ?3 AND first = ?4
        """, part.plan.value, .text(part.name), .blob(batch.agent.bytes),
        .integer(Int64(clamping: batch.first)), .blob(other.agent.bytes),
        .integer(Int64(clamping: other.first)))
    }
  }

  /// The plan's acts, in order. Some of their events may have left the log since: refused, discarded.
  package func ownActs(of plan: PlanIdentifier) throws(StoreError) -> [StoredAct] {
    var acts = try connection.rows(
      "SELECT id, reverses FROM act WHERE plan = ?1 ORDER BY id", plan.value
    ) { StoredAct(id: $0.integer(0), reverses: $0.optionalInteger(1)) }
    let index = Dictionary(uniqueKeysWithValues: zip(acts.map(\.id), acts.indices))
    let batches = try connection.rows(
      "SELECT act, part, agent, first, count FROM act_batch WHERE plan = ?1 ORDER BY act, first",
      plan.value
    ) { (row) throws(StoreError) in
      guard let agent = AgentID(bytes: row.blob(2)), let first = UInt64(exactly: row.integer(3)),
        let count = UInt64(exactly: row.integer(4))
      else { throw .damagedRow(table: "act_batch") }
      return (
        act: row.integer(0), part: PartAddress(plan: plan, name: row.text(1)),
        stretch: EventStretch(first: EventID(agent: agent, sequence: first), count: count)
      )
    }
    for batch in batches {
      guard let act = index[batch.act] else { continue }
      acts[act].stretches[batch.part, default: []].append(batch.stretch)
    }
    return acts
  }
}
