package import CRDT

extension OperationStore {
  /// Makes the changes and records the acts, all or none, in one transaction.
  ///
  /// - Returns: the audit entries of the acts, in order.
  @discardableResult
  package func apply(
    _ changes: [DirectoryChange], recording acts: [AuditAct] = [], now: UnixTime
  ) throws(StoreError) -> [AuditEntry] {
    try write { (connection) throws(StoreError) in
      for change in changes { try connection.apply(change, now: now) }
      var entries: [AuditEntry] = []
      for act in acts { entries.append(try connection.append(act, time: now)) }
      return entries
    }
  }

  // MARK: Plans

  package nonisolated func plan(
    _ id: PlanIdentifier
  ) async throws(StoreError) -> PlanRecord? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        """
        SELECT id, reference, pack, pack_version, preset, phase, created FROM plan WHERE id = ?1
        """, id.value, read: PlanRecord.init(row:))
    }
  }

  /// The plan of a reference; the case of its letters does not matter.
  package nonisolated func plan(
    reference: String
  ) async throws(StoreError) -> PlanRecord? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        """
        SELECT id, reference, pack, pack_version, preset, phase, created FROM plan
        WHERE reference = ?1
        """, .text(reference), read: PlanRecord.init(row:))
    }
  }

  /// All plans, by reference.
  package nonisolated func plans() async throws(StoreError) -> [PlanRecord] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT id, reference, pack, pack_version, preset, phase, created FROM plan
        ORDER BY reference
        """, read: PlanRecord.init(row:))
    }
  }

  /// The plans an account takes part in, by reference, and as what.
  package nonisolated func plans(
    of account: AccountIdentifier
  ) async throws(StoreError) -> [(plan: PlanRecord, membership: Membership)] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT id, reference, pack, pack_version, preset, phase, created, account, role, overrides
        FROM plan JOIN membership ON plan = id WHERE account = ?1 ORDER BY reference
        """, account.value
      ) { (row) throws(StoreError) in
        let plan = PlanRecord(row: row)
        return (plan: plan, membership: try Membership(row: row, from: 7, plan: plan.id))
      }
    }
  }

  // MARK: People

  package nonisolated func account(
    _ id: AccountIdentifier
  ) async throws(StoreError) -> Account? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        "SELECT id, name, email, office FROM account WHERE id = ?1", id.value,
        read: { Account(row: $0, from: 0) })
    }
  }

  /// All accounts, by name.
  package nonisolated func accounts() async throws(StoreError) -> [Account] {
    try await read { (connection) throws(StoreError) in
      try connection.rows("SELECT id, name, email, office FROM account ORDER BY name, id") {
        Account(row: $0, from: 0)
      }
    }
  }

  /// An account's place in a plan; nil if it has none.
  package nonisolated func membership(
    of account: AccountIdentifier, in plan: PlanIdentifier
  ) async throws(StoreError) -> Membership? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        "SELECT account, role, overrides FROM membership WHERE plan = ?1 AND account = ?2",
        plan.value, account.value
      ) { (row) throws(StoreError) in try Membership(row: row, from: 0, plan: plan) }
    }
  }

  /// The people of a plan, by name.
  package nonisolated func members(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> [(account: Account, membership: Membership)] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT id, name, email, office, account, role, overrides
        FROM membership JOIN account ON account = id WHERE plan = ?1 ORDER BY name, id
        """, plan.value
      ) { (row) throws(StoreError) in
        (
          account: Account(row: row, from: 0),
          membership: try Membership(row: row, from: 4, plan: plan)
        )
      }
    }
  }

  /// Whose the agents are that wrote in a plan, or in those of its parts; the server's own are left
  /// out. O(log of the plan).
  package nonisolated func authors(
    of plan: PlanIdentifier, in parts: Set<String>? = nil
  ) async throws(StoreError) -> [AgentID: AccountIdentifier] {
    let rows = try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT DISTINCT writing.agent, device.account, part.name FROM (
          SELECT agent, part FROM batch UNION SELECT agent, part FROM segment_agent
        ) AS writing
        JOIN part ON part.id = writing.part
        JOIN agent ON agent.agent = writing.agent
        JOIN device ON device.id = agent.device
        WHERE part.plan = ?1
        """, plan.value
      ) { (AgentID(bytes: $0.blob(0)), AccountIdentifier($0.text(1)), $0.text(2)) }
    }
    var authors: [AgentID: AccountIdentifier] = [:]
    for (agent, account, part) in rows where parts?.contains(part) ?? true {
      guard let agent else { throw .damagedRow(table: "agent") }
      authors[agent] = account
    }
    return authors
  }
}

extension PlanRecord {
  init(row: borrowing Statement) {
    self.init(
      id: PlanIdentifier(row.text(0)), reference: row.text(1), pack: row.text(2),
      packVersion: row.text(3), preset: row.text(4), phase: row.text(5),
      created: UnixTime(milliseconds: row.integer(6)))
  }
}

extension Account {
  init(row: borrowing Statement, from column: Int32) {
    self.init(
      id: AccountIdentifier(row.text(column)), name: row.text(column + 1),
      email: row.optionalText(column + 2), office: row.optionalText(column + 3))
  }
}

extension Membership {
  fileprivate init(
    row: borrowing Statement, from column: Int32, plan: PlanIdentifier
  ) throws(StoreError) {
    self.init(
      plan: plan, account: AccountIdentifier(row.text(column)), role: row.text(column + 1),
      overrides: try Self.overrides(from: row.optionalText(column + 2)))
  }
}
