import Foundation

extension OperationStore {
  // MARK: Epochs

  /// The server's epoch: it changes when the server is restored from a backup, and tells clients to
  /// send again what the backup may lack.
  package nonisolated func epoch() async throws(StoreError) -> UInt64 {
    let name = try await read { (connection) throws(StoreError) in try connection.epoch() }
    guard let name, let epoch = UInt64(exactly: name) else { throw .damagedRow(table: "epoch") }
    return epoch
  }

  /// Begins a new epoch after a restore from a backup: ends all sessions and feeds and voids all codes, for the
  /// backup may have brought back revoked ones (fault 12).
  package func beginEpoch(now: UnixTime) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      try connection.addEpoch(now: now)
      try connection.run(
        "UPDATE device SET revoked = ?1 WHERE revoked IS NULL", .integer(now.milliseconds))
      try connection.run("DELETE FROM invitation")
      try connection.run("DELETE FROM feed")
    }
  }

  // MARK: Erasure

  /// Erases a plan for good: its operations, snapshots and memberships, and the reasons given for what
  /// was done with it. What else the audit log says of it stays. Devices that still hold it get `AppendOutcome.planErased`.
  ///
  /// Whether it may be erased (a legal hold) is the caller's to judge.
  @discardableResult
  package func erase(
    _ plan: PlanIdentifier, recording acts: [AuditAct], now: UnixTime
  ) throws(StoreError) -> [AuditEntry] {
    let entries = try write { (connection) throws(StoreError) in
      try connection.erase(plan, now: now)
      var entries: [AuditEntry] = []
      for act in acts { entries.append(try connection.append(act, time: now)) }
      return entries
    }
    // `secure_delete` has overwritten the pages; older copies of them must leave the log as well. A
    // reader in the way is no error: the next checkpoint does it.
    try checkpoint()
    return entries
  }

  /// The plans erased for good. After a restore from an older backup they must be erased again.
  package nonisolated func erasedPlans() async throws(StoreError) -> [PlanIdentifier] {
    try await read { (connection) throws(StoreError) in
      try connection.rows("SELECT plan FROM erased_plan ORDER BY plan") {
        PlanIdentifier($0.text(0))
      }
    }
  }

  // MARK: Backup

  /// Writes a whole, compact copy of the database, of one moment, while work goes on. When this
  /// returns it is on disk. It holds what people wrote: seal it before it leaves the machine.
  ///
  /// - Parameter path: of a file that does not exist yet; it is made readable by its owner only.
  package nonisolated func backUp(to path: String) async throws(StoreError) {
    guard try PrivateFile.create(path) else {
      throw .file(operation: .open, path: path, errno: EEXIST)
    }
    try await backUpUnsynced(to: path)
    // SQLite does not sync what `VACUUM INTO` writes (<https://sqlite.org/lang_vacuum.html>).
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(operation: .open, path: path, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .file(operation: .sync, path: path, errno: errno) }
  }
}

extension Connection {
  /// The name of the present epoch.
  func epoch() throws(StoreError) -> Int64? {
    try first("SELECT name FROM epoch ORDER BY id DESC LIMIT 1") { $0.integer(0) }
  }

  func addEpoch(now: UnixTime) throws(StoreError) {
    // 62 random bits, and never zero.
    let random = Cryptography.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    let name = Int64(clamping: random >> 2) | 1
    try run(
      "INSERT INTO epoch (name, began) VALUES (?1, ?2)", .integer(name), .integer(now.milliseconds))
  }

  func isErased(_ plan: PlanIdentifier) throws(StoreError) -> Bool {
    try exists("SELECT 1 FROM erased_plan WHERE plan = ?1", plan.value)
  }

  fileprivate func erase(_ plan: PlanIdentifier, now: UnixTime) throws(StoreError) {
    for part in try parts(of: plan) {
      guard let row = try partRow(part) else { continue }
      try dropSnapshot(of: part)
      try run("DELETE FROM segment WHERE part = ?1", .integer(row))
      try run("DELETE FROM batch WHERE part = ?1", .integer(row))
      try run("DELETE FROM part WHERE id = ?1", .integer(row))
    }
    try run("DELETE FROM membership WHERE plan = ?1", plan.value)
    try run(
      "INSERT OR IGNORE INTO erased_plan (plan, erased) VALUES (?1, ?2)", plan.value,
      .integer(now.milliseconds))
    try dropFrozenVersions(of: plan)
    try dropNotes(of: plan)
    try run("DELETE FROM plan WHERE id = ?1", plan.value)
  }
}
