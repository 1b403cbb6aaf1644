package import CRDT

extension OperationStore {
  /// To whom an agent belongs; nil if the server has never seen it.
  package nonisolated func owner(of agent: AgentID) async throws(StoreError) -> AgentOwner? {
    try await read { (connection) throws(StoreError) in try connection.owner(of: agent) }
  }

  /// Who sent the first batch of each of the plan's parts; nil where the server made it itself.
  package nonisolated func beginners(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> [String: AccountIdentifier?] {
    let rows = try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT name, (
          SELECT account FROM (
            SELECT account, first_cursor AS cursor FROM segment WHERE part = part.id
            UNION ALL SELECT account, cursor FROM batch WHERE part = part.id
          ) ORDER BY cursor LIMIT 1)
        FROM part WHERE plan = ?1
        """, plan.value
      ) { ($0.text(0), $0.optionalText(1).map { AccountIdentifier($0) }) }
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  /// The bytes of all payloads of a part. O(batches of the part).
  package nonisolated func payloadBytes(of part: PartAddress) async throws(StoreError) -> Int {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        """
        SELECT coalesce((SELECT sum(length(payload)) FROM batch WHERE part = part.id), 0)
          + coalesce((SELECT sum(payload_bytes) FROM segment WHERE part = part.id), 0)
        FROM part WHERE plan = ?1 AND name = ?2
        """, part.plan.value, .text(part.name)
      ) { Int(clamping: $0.integer(0)) } ?? 0
    }
  }
}
