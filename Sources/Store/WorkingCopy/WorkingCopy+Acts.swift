extension WorkingCopy {
  /// The plan's official acts, oldest first.
  package func acts(of plan: PlanIdentifier) throws(StoreError) -> [KnownAct] {
    try connection.rows(
      "SELECT entry, content, manifest FROM official_act WHERE plan = ?1 ORDER BY entry",
      plan.value
    ) {
      KnownAct(
        entry: UInt64(clamping: $0.integer(0)), content: $0.text(1), manifest: $0.optionalText(2))
    }
  }

  /// Replaces what is known of the plan's acts. Versions that were fetched stay.
  package func setActs(_ acts: [KnownAct], of plan: PlanIdentifier) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      for act in acts {
        try connection.run(
          """
          INSERT INTO official_act (plan, entry, content) VALUES (?1, ?2, ?3)
          ON CONFLICT (plan, entry) DO UPDATE SET content = excluded.content
          """, plan.value, .integer(Int64(clamping: act.entry)), .text(act.content))
      }
      let known = Set(acts.map(\.entry))
      for act in try self.acts(of: plan) where !known.contains(act.entry) {
        try connection.dropAct(act.entry, of: plan)
      }
    }
  }

  /// Keeps what an act froze, as far as this account may read it; of a part whose content was erased,
  /// no bytes.
  package func saveVersion(
    _ entry: UInt64, manifest: String, parts: [String: [UInt8]], of plan: PlanIdentifier
  ) throws(StoreError) {
    let number = DatabaseValue.integer(Int64(clamping: entry))
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        "UPDATE official_act SET manifest = ?3 WHERE plan = ?1 AND entry = ?2", plan.value, number,
        .text(manifest))
      for (part, content) in parts {
        // A server that was restored from a backup may not have heard of an erasure yet.
        let erasures = try connection.erasures(of: PartAddress(plan: plan, name: part))
        let content = Connection.erasing(erasures, in: content) ?? []
        try connection.run(
          """
          INSERT OR REPLACE INTO frozen_part (plan, entry, part, content) VALUES (?1, ?2, ?3, ?4)
          """, plan.value, number, .text(part), .blob(content))
      }
    }
  }

  /// What an act froze, by part.
  package func frozenParts(
    of entry: UInt64, plan: PlanIdentifier
  ) throws(StoreError) -> [String: [UInt8]] {
    let rows = try connection.rows(
      "SELECT part, content FROM frozen_part WHERE plan = ?1 AND entry = ?2", plan.value,
      .integer(Int64(clamping: entry))
    ) { ($0.text(0), $0.blob(1)) }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }
}

extension Connection {
  fileprivate func dropAct(_ entry: UInt64, of plan: PlanIdentifier) throws(StoreError) {
    let number = DatabaseValue.integer(Int64(clamping: entry))
    try run("DELETE FROM official_act WHERE plan = ?1 AND entry = ?2", plan.value, number)
    try run("DELETE FROM frozen_part WHERE plan = ?1 AND entry = ?2", plan.value, number)
  }

  /// Removes the plan's acts with all they froze.
  func dropActs(of plan: PlanIdentifier) throws(StoreError) {
    try run("DELETE FROM official_act WHERE plan = ?1", plan.value)
    try run("DELETE FROM frozen_part WHERE plan = ?1", plan.value)
  }

  /// Removes what was frozen of a part that is not for this account any more.
  func dropFrozen(_ part: PartAddress) throws(StoreError) {
    try run(
      "DELETE FROM frozen_part WHERE plan = ?1 AND part = ?2", part.plan.value, .text(part.name))
  }
}
