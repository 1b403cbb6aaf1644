package import CRDT

extension WorkingCopy {
  // MARK: Plans

  /// The plans that are known, by reference.
  package func knownPlans() throws(StoreError) -> [KnownPlan] {
    try connection.rows(
      """
      SELECT plan, reference, pack, pack_version, preset, phase, created, role FROM known_plan
      ORDER BY reference
      """
    ) { KnownPlan(plan: PlanRecord(row: $0), role: $0.text(7)) }
  }

  /// Adds a plan, or replaces what is known of it.
  package func save(_ known: KnownPlan) throws(StoreError) {
    let plan = known.plan
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        """
        INSERT OR REPLACE INTO known_plan
          (plan, reference, pack, pack_version, preset, phase, created, role)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """,
        plan.id.value, .text(plan.reference), .text(plan.pack), .text(plan.packVersion),
        .text(plan.preset), .text(plan.phase), .integer(plan.created.milliseconds),
        .text(known.role))
    }
  }

  /// Removes a plan and everything held of it, unsent work and tray too.
  package func remove(_ plan: PlanIdentifier) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      for part in try connection.parts(of: plan) { try connection.remove(part) }
      try connection.run("DELETE FROM tray WHERE plan = ?1", plan.value)
      try connection.run("DELETE FROM stroke WHERE plan = ?1", plan.value)
      try connection.run("DELETE FROM draft WHERE plan = ?1", plan.value)
      try connection.run("DELETE FROM person WHERE plan = ?1", plan.value)
      try connection.dropActs(of: plan)
      try connection.run("DELETE FROM known_plan WHERE plan = ?1", plan.value)
    }
  }

  // MARK: Parts

  /// The plan's parts, by name, and how they stand towards the server.
  package func partStates(of plan: PlanIdentifier) throws(StoreError) -> [PartState] {
    try connection.rows(
      """
      SELECT name, coalesce(server_cursor, 0), permission
      FROM part LEFT JOIN part_state ON part = id WHERE plan = ?1 ORDER BY name
      """, plan.value
    ) {
      PartState(
        part: PartAddress(plan: plan, name: $0.text(0)),
        serverCursor: UInt64(clamping: $0.integer(1)), permission: $0.optionalText(2))
    }
  }

  /// Notes what this account may do in a part; also how a part becomes known that is still empty.
  package func setPermission(
    _ permission: String, in part: PartAddress
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        """
        INSERT INTO part_state (part, permission) VALUES (?1, ?2)
        ON CONFLICT (part) DO UPDATE SET permission = excluded.permission
        """, .integer(try connection.partRowAdding(part)), .text(permission))
    }
  }

  // MARK: People

  /// The people of a plan, by name.
  package func people(of plan: PlanIdentifier) throws(StoreError) -> [Person] {
    try connection.rows(
      "SELECT account, name, role FROM person WHERE plan = ?1 ORDER BY name, account", plan.value
    ) { Person(account: AccountIdentifier($0.text(0)), name: $0.text(1), role: $0.text(2)) }
  }

  /// Replaces the people of a plan, and adds whose the agents are.
  package func setPeople(
    _ people: [Person], authors: [AgentID: AccountIdentifier], of plan: PlanIdentifier
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run("DELETE FROM person WHERE plan = ?1", plan.value)
      for person in people {
        try connection.run(
          "INSERT OR REPLACE INTO person (plan, account, name, role) VALUES (?1, ?2, ?3, ?4)",
          plan.value, person.account.value, .text(person.name), .text(person.role))
      }
      for (agent, account) in authors {
        try connection.run(
          "INSERT OR REPLACE INTO author (agent, account) VALUES (?1, ?2)", .blob(agent.bytes),
          account.value)
      }
    }
  }

  /// Whose an agent is; nil if the server has not said.
  package func author(of agent: AgentID) throws(StoreError) -> AccountIdentifier? {
    try connection.first("SELECT account FROM author WHERE agent = ?1", .blob(agent.bytes)) {
      AccountIdentifier($0.text(0))
    }
  }
}
