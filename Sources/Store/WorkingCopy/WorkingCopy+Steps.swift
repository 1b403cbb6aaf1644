package import CRDT

/// The single steps of which a sync's actions are made; ``atomically(_:)`` makes one of several.
extension WorkingCopy {
  /// Runs several calls as one transaction: all of what they change is on disk when it returns, or
  /// none of it.
  ///
  /// - Parameter failure: makes the caller's error of the store's.
  package func atomically<Result, Failure: Error>(
    failure: (StoreError) -> Failure,
    _ body: (borrowing WorkingCopy) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var cause: Failure?
    do {
      return try connection.transaction { (_) throws(StoreError) in
        do throws(Failure) { return try body(self) } catch {
          cause = error
          throw .failed
        }
      }
    } catch {
      throw cause ?? failure(error)
    }
  }

  /// Takes unsent batches out of a part's log, to be written again under other agents. Theirs are
  /// retired.
  package func takeOut(_ batches: [StoredBatch], of part: PartAddress) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.takeBack(batches, of: part)
    }
  }

  /// Bars an agent from writing here again.
  package func retire(_ agent: AgentID) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.retire(agent)
    }
  }

  /// Lets an agent write that was not drawn but derived from work that is to be written again.
  package func adopt(_ agent: AgentID) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        "INSERT OR IGNORE INTO own_agent (agent) VALUES (?1)", .blob(agent.bytes))
    }
  }

  /// Marks own batches of a part as unsent again, because the server turned out to lack them.
  ///
  /// - Returns: the agent's batches that hold the event or come after it, in order.
  package func markUnsent(
    _ part: PartAddress, from event: EventID
  ) throws(StoreError) -> [StoredBatch] {
    try connection.transaction { (connection) throws(StoreError) in
      let held = try connection.batches(of: part, after: 0, byteLimit: .max).batches
      let lacking = held.filter {
        $0.batch.agent == event.agent && $0.batch.end ?? 0 > event.sequence
      }
      for entry in lacking {
        try connection.run(
          "INSERT OR IGNORE INTO unsent (cursor) VALUES (?1)",
          .integer(Int64(clamping: entry.cursor)))
      }
      return lacking.map(\.batch)
    }
  }

  /// Whose each known agent is.
  package func authors() throws(StoreError) -> [AgentID: AccountIdentifier] {
    let rows = try connection.rows("SELECT agent, account FROM author") {
      (agent: AgentID(bytes: $0.blob(0)), account: AccountIdentifier($0.text(1)))
    }
    var authors: [AgentID: AccountIdentifier] = [:]
    for row in rows {
      guard let agent = row.agent else { throw .damagedRow(table: "author") }
      authors[agent] = row.account
    }
    return authors
  }
}
