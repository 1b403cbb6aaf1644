extension OperationStore {
  /// A plan that may not be erased, and why.
  package struct LegalHold: Hashable, Sendable {
    package let plan: PlanIdentifier
    package let reference: String
    package let reason: String
    package let began: UnixTime
  }

  /// Holds a plan: the database itself then refuses to remove it. A second hold replaces the reason.
  ///
  /// - Throws: `constraint` where there is no such plan.
  package func hold(
    _ plan: PlanIdentifier, reason: String, recording act: AuditAct, now: UnixTime
  ) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      try connection.run(
        """
        INSERT INTO legal_hold (plan, reason, began) VALUES (?1, ?2, ?3)
        ON CONFLICT (plan) DO UPDATE SET reason = excluded.reason
        """, plan.value, .text(reason), .integer(now.milliseconds))
      _ = try connection.append(act, time: now)
    }
  }

  /// Ends a hold.
  ///
  /// - Throws: `absent` where the plan is not held.
  package func release(
    _ plan: PlanIdentifier, recording act: AuditAct, now: UnixTime
  ) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      guard try connection.run("DELETE FROM legal_hold WHERE plan = ?1", plan.value) > 0 else {
        throw .absent(table: "legal_hold")
      }
      _ = try connection.append(act, time: now)
    }
  }

  /// The plans that are held, by reference.
  package nonisolated func holds() async throws(StoreError) -> [LegalHold] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT plan, reference, reason, began FROM legal_hold JOIN plan ON id = plan
        ORDER BY reference
        """
      ) {
        LegalHold(
          plan: PlanIdentifier($0.text(0)), reference: $0.text(1), reason: $0.text(2),
          began: UnixTime(milliseconds: $0.integer(3)))
      }
    }
  }
}
