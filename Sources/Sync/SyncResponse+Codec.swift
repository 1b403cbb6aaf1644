import CRDT

extension SyncResponse {
  /// The message's bytes. Equal responses have equal bytes.
  ///
  /// - Throws: what makes the response one that no peer would read: a limit, a name, an order, a
  ///   batch.
  package func encoded() throws(SyncError) -> [UInt8] {
    var writer = Message.response.begin()
    writer.number(round)
    writer.number(epoch)
    writer.number(received)
    try writer.items(parts.count, limit: SyncLimits.parts)
    var previous: String?
    for part in parts {
      try writer.partName(part.name, after: previous)
      previous = part.name
      try writer.body(of: part)
    }
    try writer.partNames(readable)
    try writer.partNames(withheld)
    return try writer.finished()
  }

  /// Reads what `encoded` writes and nothing else. O(bytes); allocates no more than a small multiple
  /// of them.
  package init(decoding bytes: [UInt8]) throws(SyncError) {
    var reader = try Message.response.open(bytes)
    let round = try reader.number()
    let epoch = try reader.number()
    let received = try reader.number()
    let count = try reader.count(limit: SyncLimits.parts, itemBytes: 7)
    var parts: [Part] = []
    parts.reserveCapacity(count)
    for _ in 0..<count {
      parts.append(try reader.part(named: try reader.partName(after: parts.last?.name)))
    }
    let readable = try reader.partNames()
    let withheld = try reader.partNames()
    try reader.finish()
    self.init(
      round: round, epoch: epoch, received: received, parts: parts, readable: readable,
      withheld: withheld)
  }
}

extension ByteWriter {
  fileprivate mutating func body(of part: SyncResponse.Part) throws(SyncError) {
    try items(part.acknowledged.count, limit: SyncLimits.batchesInPart)
    for acknowledgement in part.acknowledged {
      agent(acknowledgement.agent)
      number(acknowledgement.next)
    }
    try items(part.refused.count, limit: SyncLimits.batchesInPart)
    for refusal in part.refused {
      agent(refusal.agent)
      number(refusal.first)
      number(UInt64(refusal.count))
      try refusal.code.write(to: &self)
    }
    try items(part.entries.count, limit: SyncLimits.batchesInPart)
    var previous: UInt64 = 0
    for entry in part.entries {
      guard entry.cursor > previous else { throw .outOfOrder }
      number(entry.cursor - previous)
      previous = entry.cursor
      number(entry.received)
      try batch(entry.batch)
    }
    guard previous <= part.cursor else { throw .outOfOrder }
    number(part.cursor)
    byte(part.more ? 1 : 0)
  }
}

extension ByteReader {
  fileprivate mutating func part(named name: String) throws(SyncError) -> SyncResponse.Part {
    var part = SyncResponse.Part(name: name, cursor: 0)
    for _ in 0..<(try count(limit: SyncLimits.batchesInPart, itemBytes: 17)) {
      part.acknowledged.append(.init(agent: try agent(), next: try number()))
    }
    for _ in 0..<(try count(limit: SyncLimits.batchesInPart, itemBytes: 20)) {
      part.refused.append(
        .init(
          agent: try agent(), first: try number(), count: try smallNumber(),
          code: try RefusalCode(from: &self)))
    }
    let itemBytes = StoredBatch.leastWireBytes + 2
    var cursor: UInt64 = 0
    for _ in 0..<(try count(limit: SyncLimits.batchesInPart, itemBytes: itemBytes)) {
      let start = offset
      let step = try number()
      let (next, overflow) = cursor.addingReportingOverflow(step)
      guard step > 0, !overflow else { throw .badNumber(offset: start) }
      cursor = next
      let received = try number()
      part.entries.append(LogEntry(cursor: cursor, batch: try batch(), received: received))
    }
    part.cursor = try number()
    guard cursor <= part.cursor else { throw .outOfOrder }
    part.more = try flag()
    return part
  }
}
