package import CRDT

extension WorkingCopy {
  /// Begins a stroke of a plan.
  ///
  /// - Parameter target: the stroke it takes back, if it does.
  /// - Returns: its number.
  package func beginStroke(
    of plan: PlanIdentifier, reversing target: Int64? = nil
  ) throws(StoreError) -> Int64 {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        "INSERT INTO stroke (plan, reverses) VALUES (?1, ?2)", plan.value,
        .optional(target))
      return connection.lastInsertedRow
    }
  }

  /// Makes batches part of a stroke.
  package func add(
    _ batches: [StoredBatch], of part: PartAddress, to stroke: Int64
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      for batch in batches {
        try connection.run(
          """
          INSERT OR REPLACE INTO stroke_batch (plan, part, agent, first, count, stroke)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6)
          """, part.plan.value, .text(part.name), .blob(batch.agent.bytes),
          .integer(Int64(clamping: batch.first)), .integer(Int64(batch.count)), .integer(stroke))
      }
    }
  }

  /// A batch that was written again under another agent stays in the stroke it was made by.
  package func renameInStrokes(
    _ batch: StoredBatch, of part: PartAddress, to other: StoredBatch
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        """
        UPDATE OR IGNORE stroke_batch SET agent = ?5, first = ?6
        WHERE plan = ?1 AND part = ?2 AND agent = ?3 AND first = ?4
        """, part.plan.value, .text(part.name), .blob(batch.agent.bytes),
        .integer(Int64(clamping: batch.first)), .blob(other.agent.bytes),
        .integer(Int64(clamping: other.first)))
    }
  }

  /// The plan's strokes, in order. Some of their events may have left the log since: refused, discarded.
  package func strokes(of plan: PlanIdentifier) throws(StoreError) -> [Stroke] {
    var strokes = try connection.rows(
      "SELECT id, reverses FROM stroke WHERE plan = ?1 ORDER BY id", plan.value
    ) { Stroke(id: $0.integer(0), reverses: $0.optionalInteger(1)) }
    let index = Dictionary(uniqueKeysWithValues: zip(strokes.map(\.id), strokes.indices))
    let batches = try connection.rows(
      "SELECT stroke, part, agent, first, count FROM stroke_batch WHERE plan = ?1 ORDER BY stroke, first",
      plan.value
    ) { (row) throws(StoreError) in
      guard let agent = AgentID(bytes: row.blob(2)), let first = UInt64(exactly: row.integer(3)),
        let count = UInt64(exactly: row.integer(4))
      else { throw .damagedRow(table: "stroke_batch") }
      return (
        stroke: row.integer(0), part: PartAddress(plan: plan, name: row.text(1)),
        stretch: EventStretch(first: EventID(agent: agent, sequence: first), count: count)
      )
    }
    for batch in batches {
      guard let stroke = index[batch.stroke] else { continue }
      strokes[stroke].stretches[batch.part, default: []].append(batch.stretch)
    }
    return strokes
  }
}
