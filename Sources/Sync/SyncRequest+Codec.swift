import CRDT

extension SyncRequest {
  /// The message's bytes. Equal requests have equal bytes.
  ///
  /// - Throws: what makes the request one that no peer would read: a limit, a name, an order, a batch.
  package func encoded() throws(SyncError) -> [UInt8] {
    var writer = Message.request.begin()
    writer.number(round)
    writer.number(epoch)
    try writer.items(parts.count, limit: SyncLimits.parts)
    var previous: String?
    for part in parts {
      try writer.partName(part.name, after: previous)
      previous = part.name
      writer.number(part.cursor)
      try writer.items(part.push.count, limit: SyncLimits.batchesInPart)
      for batch in part.push { try writer.batch(batch) }
    }
    return try writer.finished()
  }

  /// Reads what `encoded` writes and nothing else. O(bytes); allocates no more than a small multiple
  /// of them.
  package init(decoding bytes: [UInt8]) throws(SyncError) {
    var reader = try Message.request.open(bytes)
    let round = try reader.number()
    let epoch = try reader.number()
    let count = try reader.count(limit: SyncLimits.parts, itemBytes: 4)
    var parts: [Part] = []
    parts.reserveCapacity(count)
    for _ in 0..<count {
      var part = Part(
        name: try reader.partName(after: parts.last?.name), cursor: try reader.number())
      let batches = try reader.count(
        limit: SyncLimits.batchesInPart, itemBytes: StoredBatch.leastWireBytes)
      part.push.reserveCapacity(batches)
      for _ in 0..<batches { part.push.append(try reader.batch()) }
      parts.append(part)
    }
    try reader.finish()
    self.init(round: round, epoch: epoch, parts: parts)
  }
}
