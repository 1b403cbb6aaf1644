import CRDT

/// Batches of a part that are to become one segment, as they were read.
struct Compaction: Sendable {
  let part: PartAddress
  let row: Int64
  /// The small segments that go into the new one, and then the loose batches.
  let segments: [Int64]
  let batches: [LoggedBatch]
  let looseCount: Int
  let digestsBefore: [AgentID: [UInt8]]
  /// How many erasures of the part were noted: one more, and what was read may be gone.
  let erasures: Int
}

/// Putting batches together.
extension Connection {
  /// What would go into a new segment of the part; nil if there are fewer than `minimum` loose batches.
  ///
  /// The last segments go along as long as each is not much larger than what is to be added, so that
  /// their sizes grow as powers of two and no batch is written anew more than a few times.
  func compaction(of part: PartAddress, minimum: Int) throws(StoreError) -> Compaction? {
    guard let row = try partRow(part), try looseCount(of: row) >= max(1, minimum) else {
      return nil
    }
    var batches: [LoggedBatch] = []
    var bytes = 0
    try forEachLooseBatch(of: part, row: row, after: 0) { logged in
      batches.append(logged)
      bytes += logged.batch.payload.count
      return batches.count < StoreLimits.segmentBatches && bytes < StoreLimits.segmentBytes
    }
    let looseCount = batches.count
    var taken: [Int64] = []
    for head in try segments(of: row, after: -1).reversed() {
      guard head.batches <= 2 * batches.count,
        head.batches + batches.count <= StoreLimits.segmentBatches,
        head.payloadBytes + bytes <= StoreLimits.segmentBytes
      else { break }
      batches = try segment(head.id, of: part).batches + batches
      bytes += head.payloadBytes
      taken.insert(head.id, at: 0)
    }
    var digestsBefore: [AgentID: [UInt8]] = [:]
    for batch in batches.map(\.batch) where digestsBefore[batch.agent] == nil {
      digestsBefore[batch.agent] =
        try digestBefore(batch.first, of: batch.agent, in: row, segments: taken)
    }
    return Compaction(
      part: part, row: row, segments: taken, batches: batches, looseCount: looseCount,
      digestsBefore: digestsBefore, erasures: try erasureCount(of: part))
  }

  /// Puts the segment in the place of what it was made of; false if that has changed meanwhile. To be
  /// called inside a transaction.
  func replace(_ old: Compaction, by segment: Segment) throws(StoreError) -> Bool {
    guard let first = old.batches.first, let last = old.batches.last,
      try erasureCount(of: old.part) == old.erasures,
      try looseCount(of: old.row, upTo: last.cursor) == old.looseCount
    else { return false }
    for id in old.segments {
      guard try exists("SELECT 1 FROM segment WHERE id = ?1", .integer(id)) else { return false }
    }
    for id in old.segments { try run("DELETE FROM segment WHERE id = ?1", .integer(id)) }
    try run(
      "DELETE FROM batch WHERE part = ?1 AND cursor <= ?2", .integer(old.row),
      .integer(Int64(clamping: last.cursor)))
    try run(
      """
      INSERT INTO segment
        (part, first_cursor, last_cursor, batches, payload_bytes, account, content, places, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """,
      .integer(old.row), .integer(Int64(clamping: first.cursor)),
      .integer(Int64(clamping: last.cursor)), .integer(Int64(segment.batches.count)),
      .integer(Int64(segment.payloadBytes)), .optional(first.account?.description),
      .blob(segment.content), .blob(segment.places), .blob(segment.checksum))
    let id = lastInsertedRow
    for (agent, span) in segment.spans {
      try run(
        """
        INSERT INTO segment_agent (part, agent, first, count, segment, digest_before, digest)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """,
        .integer(old.row), .blob(agent.bytes),
        .integer(Int64(clamping: span.events.lowerBound)),
        .integer(Int64(clamping: span.events.count)), .integer(id), .blob(span.digestBefore),
        .blob(span.digest))
    }
    return true
  }

  /// Erases in the part's segments. To be called inside a transaction.
  ///
  /// - Returns: how many batches lost something.
  func eraseInSegments(
    _ erasures: [Erasure], of part: PartAddress, row: Int64
  ) throws(StoreError) -> Int {
    var changed = 0
    for head in try segments(of: row, after: -1) {
      let held = try segment(head.id, of: part).batches
      let erased = held.map {
        LoggedBatch(
          cursor: $0.cursor, batch: $0.batch.erasing(erasures), account: $0.account,
          received: $0.received)
      }
      if erased == held { continue }
      changed += zip(held, erased).count { $0 != $1 }
      let spans = try spans(ofSegment: head.id)
      guard
        let segment = Segment(
          erased, of: part, digestsBefore: spans.mapValues(\.digestBefore)),
        segment.spans == spans
      else { throw .damaged(part: part, cursor: head.firstCursor) }
      try run(
        """
        UPDATE segment SET content = ?2, places = ?3, checksum = ?4, payload_bytes = ?5
        WHERE id = ?1
        """,
        .integer(head.id), .blob(segment.content), .blob(segment.places),
        .blob(segment.checksum), .integer(Int64(segment.payloadBytes)))
      segmentCache.last = nil
    }
    return changed
  }

  /// How many batches of the part are not in segments.
  func looseCount(of row: Int64, upTo cursor: UInt64 = .max) throws(StoreError) -> Int {
    try first(
      "SELECT count(*) FROM batch WHERE part = ?1 AND cursor <= ?2", .integer(row),
      .integer(Int64(clamping: cursor))
    ) { Int(clamping: $0.integer(0)) } ?? 0
  }

  private func digestBefore(
    _ first: UInt64, of agent: AgentID, in row: Int64, segments: [Int64]
  ) throws(StoreError) -> [UInt8] {
    if first == 0 { return StoredBatch.noDigest }
    for id in segments {
      if let span = try spans(ofSegment: id)[agent], span.events.lowerBound == first {
        return span.digestBefore
      }
    }
    return try lastDigest(of: agent, before: first, in: row).digest
  }

  private func erasureCount(of part: PartAddress) throws(StoreError) -> Int {
    try first(
      "SELECT count(*) FROM erasure WHERE plan = ?1 AND part = ?2", part.plan.value,
      .text(part.name)
    ) { Int(clamping: $0.integer(0)) } ?? 0
  }
}
