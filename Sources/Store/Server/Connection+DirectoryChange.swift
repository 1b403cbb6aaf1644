extension Connection {
  /// Makes the change. To be called inside a transaction. Throws `StoreError.absent` if what is to be
  /// changed is not there.
  func apply(_ change: DirectoryChange, now: UnixTime) throws(StoreError) {
    let changed: Int
    let table: String
    switch change {
    case .addPlan(let plan):
      table = "plan"
      changed = try add(plan)
    case .setPhase(let phase, let plan):
      table = "plan"
      changed = try run("UPDATE plan SET phase = ?2 WHERE id = ?1", plan.value, .text(phase))
    case .setPack(let pack, let version, let plan):
      table = "plan"
      changed = try run(
        "UPDATE plan SET pack = ?2, pack_version = ?3 WHERE id = ?1", plan.value, .text(pack),
        .text(version))
    case .setPreset(let preset, let plan):
      table = "plan"
      changed = try run("UPDATE plan SET preset = ?2 WHERE id = ?1", plan.value, .text(preset))
    case .addAccount(let account):
      table = "account"
      changed = try run(
        "INSERT INTO account (id, name, email, office) VALUES (?1, ?2, ?3, ?4)", account.id.value,
        .text(account.name), .optional(account.email), .optional(account.office))
    case .setName(let name, let email, let account):
      table = "account"
      changed = try run(
        "UPDATE account SET name = ?2, email = ?3 WHERE id = ?1", account.value, .text(name),
        .optional(email))
    case .setMembership(let membership):
      table = "membership"
      changed = try set(membership)
    case .removeMembership(let plan, let account):
      table = "membership"
      changed = try run(
        "DELETE FROM membership WHERE plan = ?1 AND account = ?2", plan.value, account.value)
    case .revokeDevice(let device):
      table = "device"
      changed = try run(
        "UPDATE device SET revoked = coalesce(revoked, ?2) WHERE id = ?1", device.value,
        .integer(now.milliseconds))
    case .markSeen(let device):
      table = "device"
      changed = try run(
        "UPDATE device SET last_seen = max(last_seen, ?2) WHERE id = ?1", device.value,
        .integer(now.milliseconds))
    }
    guard changed > 0 else { throw .absent(table: table) }
  }

  private func add(_ plan: PlanRecord) throws(StoreError) -> Int {
    try run(
      """
      INSERT INTO plan (id, reference, pack, pack_version, preset, phase, created)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """,
      plan.id.value, .text(plan.reference), .text(plan.pack), .text(plan.packVersion),
      .text(plan.preset), .text(plan.phase), .integer(plan.created.milliseconds))
  }

  private func set(_ membership: Membership) throws(StoreError) -> Int {
    try run(
      """
      INSERT INTO membership (plan, account, role, overrides) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (plan, account) DO UPDATE SET role = excluded.role, overrides = excluded.overrides
      """,
      membership.plan.value, membership.account.value, .text(membership.role),
      .optional(membership.overridesText))
  }
}
