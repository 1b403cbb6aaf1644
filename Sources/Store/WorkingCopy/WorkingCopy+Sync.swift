package import CRDT

extension WorkingCopy {
  /// Stores work made here, to be sent. Only an agent drawn here, and not retired since, may write.
  package func append(
    _ batches: [StoredBatch], to part: PartAddress, now: UnixTime
  ) throws(StoreError) -> [AppendOutcome] {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.appendUnsent(batches, to: part, now: now)
    }
  }

  /// Stores what the server sent, and how far its log is read now.
  ///
  /// Own work that comes back is thereby known to be on the server. If a batch does not fit (`gap`,
  /// `impersonation`, `malformed`), the others are stored but the server's cursor stays, so that the
  /// same pages are asked for again once the cause is removed.
  ///
  /// - Parameters:
  ///   - serverCursor: the server's cursor after the last of the batches.
  ///   - times: when the server took each of the batches in; `now` for those beyond.
  package func receive(
    _ batches: [StoredBatch], of part: PartAddress, serverCursor: UInt64, times: [UnixTime] = [],
    now: UnixTime
  ) throws(StoreError) -> [AppendOutcome] {
    guard let serverCursor = Int64(exactly: serverCursor) else { throw .badInput(.cursor) }
    return try connection.transaction { (connection) throws(StoreError) in
      var outcomes: [AppendOutcome] = []
      var fits = true
      for (index, batch) in batches.enumerated() {
        let time = times.indices.contains(index) ? times[index] : now
        let outcome = try connection.append(batch, to: part, account: nil, received: time)
        outcomes.append(outcome)
        switch outcome {
        case .stored:
          if !batch.erasures.isEmpty { try connection.eraseInTray(of: part) }
        case .duplicate(let cursor), .repaired(let cursor):
          try connection.run(
            "DELETE FROM unsent WHERE cursor = ?1", .integer(Int64(clamping: cursor)))
          try connection.run(
            "UPDATE batch SET received = ?2 WHERE cursor = ?1",
            .integer(Int64(clamping: cursor)), .integer(time.milliseconds))
        default: fits = false
        }
      }
      if fits {
        try connection.run(
          """
          INSERT INTO part_state (part, server_cursor) VALUES (?1, ?2)
          ON CONFLICT (part) DO UPDATE SET server_cursor = excluded.server_cursor
          """, .integer(try connection.partRowAdding(part)), .integer(serverCursor))
      }
      return outcomes
    }
  }

  /// Empties the write-ahead log, so that what was erased stands in no file any more. To be called
  /// once the transaction that erased it is committed.
  package func forgetErased() throws(StoreError) { try connection.emptyWriteAheadLog() }

  /// Has the server's log of a part read again from its beginning: the way to refill damaged
  /// batches, since a sound copy that comes in repairs the row it belongs to.
  package func rereadFromServer(_ part: PartAddress) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      guard let row = try connection.partRow(part) else { return }
      try connection.run(
        "UPDATE part_state SET server_cursor = 0 WHERE part = ?1", .integer(row))
    }
  }

  /// Notes that the server has stored the agent's batches of the part that end at or before `next`.
  ///
  /// - Parameter time: when the server took in those that were unsent; it replaces the time they
  ///   were made at here.
  package func markStored(
    _ part: PartAddress, agent: AgentID, upTo next: UInt64, at time: UnixTime? = nil
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      guard let row = try connection.partRow(part) else { return }
      if let time {
        try connection.run(
          """
          UPDATE batch SET received = ?4 WHERE part = ?1 AND agent = ?2 AND first + count <= ?3
            AND cursor IN (SELECT cursor FROM unsent)
          """, .integer(row), .blob(agent.bytes), .integer(Int64(clamping: next)),
          .integer(time.milliseconds))
      }
      try connection.run(
        """
        DELETE FROM unsent WHERE cursor IN (
          SELECT cursor FROM batch WHERE part = ?1 AND agent = ?2 AND first + count <= ?3)
        """, .integer(row), .blob(agent.bytes), .integer(Int64(clamping: next)))
    }
  }

  /// The plan's batches that the server has not acknowledged, part by part, in each in the order in
  /// which they were made.
  package func unsent(
    of plan: PlanIdentifier
  ) throws(StoreError) -> [(part: PartAddress, batch: StoredBatch)] {
    var unsent: [(part: PartAddress, batch: StoredBatch)] = []
    for part in try connection.parts(of: plan) {
      let batches = try connection.unsent(of: part, from: nil, first: 0)
      unsent += batches.map { (part: part, batch: $0) }
    }
    return unsent
  }

  /// The heads of the plan's unsent batches, in the order they were made, and whether each is kept in
  /// the private draft. O(unsent batches), whatever is in them.
  package func unsentHeads(
    of plan: PlanIdentifier
  ) throws(StoreError) -> [(part: PartAddress, head: BatchHead, isPrivate: Bool)] {
    try connection.rows(
      """
      SELECT cursor, agent, first, count, received, name,
        cursor IN (SELECT cursor FROM private)
      FROM unsent JOIN batch USING (cursor) JOIN part ON part.id = batch.part
      WHERE plan = ?1 ORDER BY cursor
      """, plan.value
    ) { (row) throws(StoreError) in
      let part = PartAddress(plan: plan, name: row.text(5))
      guard let head = BatchHead(row) else {
        throw .damaged(part: part, cursor: UInt64(clamping: row.integer(0)))
      }
      return (part, head, row.integer(6) != 0)
    }
  }

  /// The cursors of the part's unsent batches. O(batches of the part).
  package func unsentCursors(of part: PartAddress) throws(StoreError) -> Set<UInt64> {
    guard let row = try connection.partRow(part) else { return [] }
    return Set(
      try connection.rows(
        "SELECT cursor FROM batch WHERE part = ?1 AND cursor IN (SELECT cursor FROM unsent)",
        .integer(row)
      ) { UInt64(clamping: $0.integer(0)) })
  }

  /// Moves the agent's unsent batches of the part, from the event `first` on, to the tray. They leave
  /// the log, so the part must be replayed; the agent is retired, because its numbers are spent.
  ///
  /// - Parameter reason: the server's code for why.
  package func refuse(
    _ part: PartAddress, agent: AgentID, from first: UInt64, reason: String, now: UnixTime
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      let refused = try connection.unsent(of: part, from: agent, first: first)
      try connection.addToTray(refused, of: part, reason: reason, now: now)
      try connection.takeBack(refused, of: part)
    }
  }

  /// Replaces all unsent batches of the agents in the part by others that hold the same work under
  /// an agent of its own: what is due when the server knows an agent otherwise than this device does
  /// (a cloned or restored device, faults 10 and 11). The agents are retired.
  ///
  /// All or nothing: if one of the new batches is not stored, nothing changes.
  package func replaceUnsent(
    of agents: Set<AgentID>, in part: PartAddress, by batches: [StoredBatch], now: UnixTime
  ) throws(StoreError) -> [AppendOutcome] {
    try connection.transaction { (connection) throws(StoreError) in
      for agent in agents.sorted() {
        let old = try connection.unsent(of: part, from: agent, first: 0)
        try connection.takeBack(old, of: part)
        try connection.retire(agent)
      }
      let outcomes = try connection.appendUnsent(batches, to: part, now: now)
      let isWhole = outcomes.allSatisfy { if case .stored = $0 { true } else { false } }
      guard isWhole else { throw .replacementRefused(outcomes) }
      return outcomes
    }
  }

  /// Removes a part this account may no longer read. Its unsent work goes to the tray.
  package func withhold(
    _ part: PartAddress, reason: String, now: UnixTime
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      let unsent = try connection.unsent(of: part, from: nil, first: 0)
      try connection.addToTray(unsent, of: part, reason: reason, now: now)
      try connection.remove(part)
    }
  }

  /// Starts anew with a server that was restored from a backup: nothing of its log counts as read,
  /// and everything made on this device as unsent, for the server may have lost it (fault 12).
  package func beginEpoch(_ epoch: UInt64) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.set(.epoch, to: String(epoch))
      try connection.run("UPDATE part_state SET server_cursor = 0")
      try connection.run(
        """
        INSERT OR IGNORE INTO unsent (cursor)
        SELECT cursor FROM batch WHERE agent IN (SELECT agent FROM own_agent)
        """)
    }
  }
}
