import CRDT

/// Reading what stands in segments.
extension Connection {
  /// A row of the table of segments, without its content.
  struct SegmentRow {
    var id: Int64
    var firstCursor: UInt64
    var batches: Int
    var payloadBytes: Int
  }

  /// The part's segments that reach beyond `cursor`, in order.
  func segments(of row: Int64, after cursor: Int64) throws(StoreError) -> [SegmentRow] {
    try rows(
      """
      SELECT id, first_cursor, batches, payload_bytes FROM segment
      WHERE part = ?1 AND last_cursor > ?2 ORDER BY first_cursor
      """, .integer(row), .integer(cursor)
    ) {
      SegmentRow(
        id: $0.integer(0), firstCursor: UInt64(clamping: $0.integer(1)),
        batches: Int(clamping: $0.integer(2)), payloadBytes: Int(clamping: $0.integer(3)))
    }
  }

  /// The batches of a segment. Throws `StoreError.damaged`, with its first cursor, if it does not hold
  /// what its checksum promises.
  func segment(_ id: Int64, of part: PartAddress) throws(StoreError) -> SegmentCache.Entry {
    let head = try first(
      "SELECT checksum, first_cursor FROM segment WHERE id = ?1", .integer(id)
    ) { (checksum: $0.blob(0), cursor: UInt64(clamping: $0.integer(1))) }
    guard let head else { throw .absent(table: "segment") }
    if let last = segmentCache.last, last.checksum == head.checksum { return last }
    let content = try first(
      "SELECT content, places FROM segment WHERE id = ?1", .integer(id)
    ) { (content: $0.blob(0), places: $0.blob(1)) }
    guard let content,
      Segment.checksum(content: content.content, places: content.places) == head.checksum,
      let batches = Segment.read(content: content.content, places: content.places)
    else { throw .damaged(part: part, cursor: head.cursor) }
    let entry = SegmentCache.Entry(checksum: head.checksum, batches: batches)
    segmentCache.last = entry
    return entry
  }

  /// The batch of an agent that begins with an event, if it is in a segment.
  func segmentBatch(
    _ event: EventID, of part: PartAddress, row: Int64
  ) throws(StoreError) -> LoggedBatch? {
    let found = try first(
      """
      SELECT segment, first + count FROM segment_agent
      WHERE part = ?1 AND agent = ?2 AND first <= ?3 ORDER BY first DESC LIMIT 1
      """,
      .integer(row), .blob(event.agent.bytes), .integer(Int64(clamping: event.sequence))
    ) { (segment: $0.integer(0), end: UInt64(clamping: $0.integer(1))) }
    guard let found, event.sequence < found.end else { return nil }
    let segment = try segment(found.segment, of: part)
    return segment.index[event].map { segment.batches[$0] }
  }

  /// The digest of an agent's last batch in a segment that begins before the event `limit`, and the
  /// sequence number after it.
  func lastSegmentDigest(
    of agent: AgentID, before limit: UInt64, in row: Int64
  ) throws(StoreError) -> (next: UInt64, digest: [UInt8])? {
    try first(
      """
      SELECT first + count, digest FROM segment_agent
      WHERE part = ?1 AND agent = ?2 AND first < ?3 ORDER BY first DESC LIMIT 1
      """, .integer(row), .blob(agent.bytes), .integer(Int64(clamping: limit))
    ) { (UInt64(clamping: $0.integer(0)), $0.blob(1)) }
  }

  /// For each agent with batches in segments of the part, the sequence number and the digest that the
  /// last of them ends with.
  func segmentEnds(
    of row: Int64
  ) throws(StoreError) -> [AgentID: (next: UInt64, digest: [UInt8])] {
    let rows = try rows(
      "SELECT agent, first + count, digest, max(first) FROM segment_agent WHERE part = ?1 GROUP BY agent",
      .integer(row)
    ) { (AgentID(bytes: $0.blob(0)), UInt64(clamping: $0.integer(1)), $0.blob(2)) }
    var ends: [AgentID: (next: UInt64, digest: [UInt8])] = [:]
    for (agent, next, digest) in rows {
      guard let agent else { throw .damagedRow(table: "segment_agent") }
      ends[agent] = (next, digest)
    }
    return ends
  }

  /// The first cursors of the part's segments in which a batch is not what the digests promise.
  func damagedSegments(of part: PartAddress, row: Int64) throws(StoreError) -> [UInt64] {
    var damaged: [UInt64] = []
    for head in try segments(of: row, after: -1) {
      let spans = try spans(ofSegment: head.id)
      let entry: SegmentCache.Entry
      do { entry = try segment(head.id, of: part) } catch {
        guard case .damaged(_, let cursor) = error else { throw error }
        damaged.append(cursor)
        continue
      }
      let again = Segment(
        entry.batches, of: part, digestsBefore: spans.mapValues(\.digestBefore), effort: .quick)
      if again?.spans != spans { damaged.append(head.firstCursor) }
    }
    return damaged
  }

  func spans(ofSegment id: Int64) throws(StoreError) -> [AgentID: Segment.Span] {
    let rows = try rows(
      "SELECT agent, first, count, digest_before, digest FROM segment_agent WHERE segment = ?1",
      .integer(id)
    ) { (row) throws(StoreError) in
      guard let agent = AgentID(bytes: row.blob(0)), let first = UInt64(exactly: row.integer(1)),
        let count = UInt64(exactly: row.integer(2))
      else { throw .damagedRow(table: "segment_agent") }
      let (end, overflow) = first.addingReportingOverflow(count)
      guard !overflow else { throw .damagedRow(table: "segment_agent") }
      return (
        agent,
        Segment.Span(events: first..<end, digestBefore: row.blob(3), digest: row.blob(4))
      )
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }
}
