extension OperationStore {
  /// Records an official act with all it brings about, in one transaction.
  ///
  /// - Parameters:
  ///   - phase: the phase the plan is in from then on; nil where it stays.
  ///   - version: what the act freezes.
  ///   - now: the server's time, kept as evidence.
  /// - Returns: the entry of the audit log.
  @discardableResult
  package func perform(
    _ act: AuditAct, on plan: PlanIdentifier, phase: String? = nil,
    freezing version: FrozenVersionRecord? = nil, now: UnixTime
  ) throws(StoreError) -> AuditEntry {
    try write { (connection) throws(StoreError) in
      if let phase { try connection.apply(.setPhase(phase, of: plan), now: now) }
      let entry = try connection.append(act, time: now)
      if let version { try connection.add(version, of: plan, entry: entry.number) }
      return entry
    }
  }

  /// The plan's entries of these kinds, oldest first, with the names of those who made them.
  package nonisolated func acts(
    of plan: PlanIdentifier, kinds: Set<String>
  ) async throws(StoreError) -> [(entry: AuditEntry, name: String)] {
    let rows = try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT number, time, actor, plan, kind, payload, salt, commitment, leaf, chain,
          coalesce(account.name, '')
        FROM audit LEFT JOIN account ON account.id = actor WHERE plan = ?1 ORDER BY number
        """, plan.value
      ) { (entry: AuditEntry(row: $0), name: $0.text(10)) }
    }
    return rows.filter { kinds.contains($0.entry.kind) }
  }

  /// What the plan's entries froze: part and heads of its history, by entry.
  package nonisolated func frozenFrontiers(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> [UInt64: [String: String]] {
    let rows = try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT frozen_part.entry, part, frontier
        FROM frozen_part JOIN frozen_version ON frozen_version.entry = frozen_part.entry
        WHERE plan = ?1
        """, plan.value
      ) { (UInt64(clamping: $0.integer(0)), $0.text(1), $0.text(2)) }
    }
    var frontiers: [UInt64: [String: String]] = [:]
    for (entry, part, frontier) in rows { frontiers[entry, default: [:]][part] = frontier }
    return frontiers
  }

  /// The plan's reports that their authors have signed.
  package nonisolated func signedReports(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> Set<String> {
    let rows = try await read { (connection) throws(StoreError) in
      try connection.rows(
        """
        SELECT part FROM frozen_part
        JOIN frozen_version ON frozen_version.entry = frozen_part.entry
        WHERE plan = ?1 AND signature IS NOT NULL
        """, plan.value
      ) { $0.text(0) }
    }
    return Set(rows)
  }

  /// The version that an entry of the plan froze; nil where it froze none.
  package nonisolated func frozenVersion(
    _ entry: UInt64, of plan: PlanIdentifier
  ) async throws(StoreError) -> FrozenVersionRecord? {
    try await read { (connection) throws(StoreError) in
      try connection.frozenVersion(entry, of: plan)
    }
  }

  /// The entries that froze a version, oldest first, with their plans.
  package nonisolated func frozenEntries() async throws(StoreError) -> [(
    entry: UInt64, plan: PlanIdentifier
  )] {
    try await read { (connection) throws(StoreError) in
      try connection.rows("SELECT entry, plan FROM frozen_version ORDER BY entry") {
        (entry: UInt64(clamping: $0.integer(0)), plan: PlanIdentifier($0.text(1)))
      }
    }
  }

  /// The leaves of the audit log from `number` on, in order, at most `limit`: hashes that tell
  /// nothing of what was done, and prove that the log only grew.
  package nonisolated func auditLeaves(
    from number: UInt64, limit: Int
  ) async throws(StoreError) -> [[UInt8]] {
    try await read { (connection) throws(StoreError) in
      try connection.rows(
        "SELECT leaf FROM audit WHERE number >= ?1 ORDER BY number LIMIT ?2",
        .integer(Int64(clamping: number)), .integer(Int64(max(limit, 0)))
      ) { $0.blob(0) }
    }
  }
}

extension Connection {
  fileprivate func add(
    _ version: FrozenVersionRecord, of plan: PlanIdentifier, entry: UInt64
  ) throws(StoreError) {
    let number = DatabaseValue.integer(Int64(clamping: entry))
    try run(
      "INSERT INTO frozen_version (entry, plan, manifest, fingerprint) VALUES (?1, ?2, ?3, ?4)",
      number, plan.value, .text(version.manifest), .blob(version.fingerprint))
    for part in version.parts {
      try run(
        """
        INSERT INTO frozen_part
          (entry, part, frontier, content, salt, commitment, public_key, signature)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """,
        number, .text(part.part), .text(part.frontier), .optional(part.content), .blob(part.salt),
        .blob(part.commitment), .optional(part.publicKey), .optional(part.signature))
    }
  }

  func frozenVersion(
    _ entry: UInt64, of plan: PlanIdentifier
  ) throws(StoreError) -> FrozenVersionRecord? {
    let number = DatabaseValue.integer(Int64(clamping: entry))
    let found = try first(
      "SELECT manifest, fingerprint FROM frozen_version WHERE entry = ?1 AND plan = ?2", number,
      plan.value
    ) { (manifest: $0.text(0), fingerprint: $0.blob(1)) }
    guard let found else { return nil }
    let parts = try rows(
      """
      SELECT part, frontier, content, salt, commitment, public_key, signature FROM frozen_part
      WHERE entry = ?1 ORDER BY part
      """, number
    ) {
      FrozenPartRecord(
        part: $0.text(0), frontier: $0.text(1), content: $0.optionalBlob(2), salt: $0.blob(3),
        commitment: $0.blob(4), publicKey: $0.optionalBlob(5), signature: $0.optionalBlob(6))
    }
    return FrozenVersionRecord(
      manifest: found.manifest, fingerprint: found.fingerprint, parts: parts)
  }

  /// Removes what was frozen of a plan that is erased for good.
  func dropFrozenVersions(of plan: PlanIdentifier) throws(StoreError) {
    try run(
      """
      DELETE FROM frozen_part WHERE entry IN (SELECT entry FROM frozen_version WHERE plan = ?1)
      """, plan.value)
    try run("DELETE FROM frozen_version WHERE plan = ?1", plan.value)
  }
}
