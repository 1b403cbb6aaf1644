package import CRDT

/// The private draft: work that stays on this device until its author shares it.
extension WorkingCopy {
  /// The parts of the plan that are in draft; nil for all of it.
  package func draftParts(of plan: PlanIdentifier) throws(StoreError) -> Set<String>? {
    let names = try connection.rows("SELECT part FROM draft WHERE plan = ?1", plan.value) {
      $0.text(0)
    }
    return names.contains("") ? nil : Set(names)
  }

  /// Keeps what the part has unsent, and what is written in it from now on, from being sent.
  ///
  /// - Parameter part: nil for the whole plan.
  package func beginDraft(
    of plan: PlanIdentifier, part: String?
  ) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        "INSERT OR IGNORE INTO draft (plan, part) VALUES (?1, ?2)", plan.value,
        .text(part ?? ""))
      try connection.run(
        """
        INSERT OR IGNORE INTO private (cursor)
        SELECT unsent.cursor FROM unsent JOIN batch USING (cursor) JOIN part ON part.id = batch.part
        WHERE plan = ?1 AND (?2 = '' OR name = ?2)
        """, plan.value, .text(part ?? ""))
    }
  }

  /// Lets the work be sent, and what is written from now on.
  ///
  /// - Parameter part: nil for the whole plan.
  package func endDraft(of plan: PlanIdentifier, part: String?) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.run(
        "DELETE FROM draft WHERE plan = ?1 AND (?2 = '' OR part = ?2)", plan.value,
        .text(part ?? ""))
      try connection.run(
        """
        DELETE FROM private WHERE cursor IN (
          SELECT batch.cursor FROM batch JOIN part ON part.id = batch.part
          WHERE plan = ?1 AND (?2 = '' OR name = ?2))
        """, plan.value, .text(part ?? ""))
    }
  }

  /// Takes the draft's work out of the log and keeps it in the tray. The draft is over.
  ///
  /// - Parameters:
  ///   - part: nil for the whole plan.
  ///   - reason: what the tray says of it.
  /// - Returns: the parts that have to be replayed.
  package func discardDraft(
    of plan: PlanIdentifier, part: String?, reason: String, now: UnixTime
  ) throws(StoreError) -> [PartAddress] {
    try connection.transaction { (connection) throws(StoreError) in
      var changed: [PartAddress] = []
      for address in try connection.parts(of: plan) where part == nil || part == address.name {
        let kept = try connection.privateBatches(of: address)
        if kept.isEmpty { continue }
        try connection.addToTray(kept, of: address, reason: reason, now: now)
        try connection.takeBack(kept, of: address)
        changed.append(address)
      }
      try connection.run(
        "DELETE FROM draft WHERE plan = ?1 AND (?2 = '' OR part = ?2)", plan.value,
        .text(part ?? ""))
      return changed
    }
  }

  /// The plan's unsent batches that are private, in the order they were made.
  package func privateBatches(
    of plan: PlanIdentifier
  ) throws(StoreError) -> [(part: PartAddress, batch: StoredBatch)] {
    var found: [(part: PartAddress, batch: StoredBatch)] = []
    for part in try connection.parts(of: plan) {
      found += try connection.privateBatches(of: part).map { (part: part, batch: $0) }
    }
    return found
  }
}

extension Connection {
  /// Whether new work in a part stays on this device.
  func isInDraft(_ part: PartAddress) throws(StoreError) -> Bool {
    try exists(
      "SELECT 1 FROM draft WHERE plan = ?1 AND part IN ('', ?2)", part.plan.value,
      .text(part.name))
  }

  fileprivate func privateBatches(of part: PartAddress) throws(StoreError) -> [StoredBatch] {
    guard let row = try partRow(part) else { return [] }
    let names = Set(
      try rows(
        """
        SELECT agent, first FROM private JOIN batch USING (cursor) WHERE part = ?1
        """, .integer(row)
      ) { EventName(agent: $0.blob(0), first: $0.integer(1)) })
    return try unsent(of: part, from: nil, first: 0).filter {
      names.contains(EventName(agent: $0.agent.bytes, first: Int64(clamping: $0.first)))
    }
  }
}

/// A batch's name as a row has it.
private struct EventName: Hashable {
  var agent: [UInt8]
  var first: Int64
}
