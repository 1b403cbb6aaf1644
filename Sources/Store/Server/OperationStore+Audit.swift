extension OperationStore {
  /// The entries from `number` on, in order, at most `limit`.
  package nonisolated func audit(
    from number: UInt64 = 0, limit: Int = 1_000
  ) async throws(StoreError) -> [AuditEntry] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT number, time, actor, plan, kind, payload, salt, commitment, leaf, chain FROM audit
        WHERE number >= ?1 ORDER BY number LIMIT ?2
        """, .integer(Int64(clamping: number)), .integer(Int64(max(limit, 0))),
        read: AuditEntry.init(row:))
    }
  }

  /// The plan's entries from `number` on, in order, at most `limit`.
  package nonisolated func audit(
    of plan: PlanIdentifier, from number: UInt64 = 0, limit: Int = 1_000
  ) async throws(StoreError) -> [AuditEntry] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT number, time, actor, plan, kind, payload, salt, commitment, leaf, chain FROM audit
        WHERE plan = ?3 AND number >= ?1 ORDER BY number LIMIT ?2
        """, .integer(Int64(clamping: number)), .integer(Int64(max(limit, 0))), plan.value,
        read: AuditEntry.init(row:))
    }
  }

  /// The log's head, for others to remember.
  package nonisolated func auditHead() async throws(StoreError) -> AuditHead {
    try await read { (connection) throws(StoreError) in try connection.auditHead() }
  }

  /// Checks every entry, and that the log extends each of the heads that others remember: without
  /// such a head, entries cut off the end go unnoticed. O(log).
  package nonisolated func auditVerify(
    extending remembered: [AuditHead] = []
  ) async throws(StoreError) -> AuditVerification {
    try await read { (connection) throws(StoreError) in
      var head = AuditHead.empty
      let statement = try connection.prepare(
        """
        SELECT number, time, actor, plan, kind, payload, salt, commitment, leaf, chain FROM audit
        ORDER BY number
        """)
      while try statement.step() {
        let entry = AuditEntry(row: statement)
        let isRemembered = remembered.allSatisfy {
          $0.count != head.count + 1 || $0.chain == entry.chain
        }
        guard entry.follows(head), isRemembered else { return .broken(first: head.count) }
        head = entry.head
      }
      let isWhole = remembered.allSatisfy { $0.count <= head.count }
      return isWhole ? .sound(head) : .broken(first: head.count)
    }
  }

  /// Erases an entry's payload, as an order to rectify may demand. Its hashes stay, and still verify.
  package func eraseAuditPayload(_ number: UInt64) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      let erased = try connection.run(
        "UPDATE audit SET payload = NULL, salt = NULL WHERE number = ?1",
        .integer(Int64(clamping: number)))
      guard erased > 0 else { throw .absent(table: "audit") }
    }
  }
}

extension Connection {
  /// Records an act. To be called inside the transaction that makes the act's changes.
  func append(_ act: AuditAct, time: UnixTime) throws(StoreError) -> AuditEntry {
    let entry = AuditEntry(
      act, after: try auditHead(), time: time, salt: Cryptography.randomBytes(32))
    try run(
      """
      INSERT INTO audit (number, time, actor, plan, kind, payload, salt, commitment, leaf, chain)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """,
      .integer(Int64(clamping: entry.number)), .integer(time.milliseconds),
      .optional(entry.actor?.description), .optional(entry.plan?.description), .text(entry.kind),
      .optional(entry.payload), .optional(entry.salt), .blob(entry.commitment), .blob(entry.leaf),
      .blob(entry.chain))
    if let note = act.note { try add(note, to: entry.number) }
    return entry
  }

  func auditHead() throws(StoreError) -> AuditHead {
    try first("SELECT number, chain FROM audit ORDER BY number DESC LIMIT 1") {
      AuditHead(count: UInt64(clamping: $0.integer(0)) + 1, chain: $0.blob(1))
    } ?? .empty
  }
}

extension AuditEntry {
  init(row: borrowing Statement) {
    self.init(
      number: UInt64(clamping: row.integer(0)), time: UnixTime(milliseconds: row.integer(1)),
      actor: row.optionalText(2).map { AccountIdentifier($0) },
      plan: row.optionalText(3).map { PlanIdentifier($0) }, kind: row.text(4),
      payload: row.optionalText(5), salt: row.optionalBlob(6), commitment: row.blob(7),
      leaf: row.blob(8), chain: row.blob(9))
  }
}
