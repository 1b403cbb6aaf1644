import CRDT

/// What one part has to say in a response, before the response's budget is shared out.
struct ServerPage {
  private var part: SyncResponse.Part
  private let after: UInt64
  private let end: UInt64
  /// The cursor up to which the log was read.
  private let reached: UInt64
  /// What to send: the entries read, without those the request brought.
  private(set) var entries: [LogEntry]

  init(name: String, after: UInt64, entries: [LogEntry], end: UInt64) {
    part = SyncResponse.Part(name: name, cursor: after)
    self.after = after
    self.end = end
    self.entries = Array(
      entries.filter { $0.cursor > after }.prefix(SyncLimits.batchesInPart))
    reached = self.entries.last?.cursor ?? after
  }

  /// Acknowledges the first `taken` batches, and leaves them out of what is sent: the client has them.
  mutating func answer(push: [StoredBatch], taken: Int, refusal: RefusalCode?) {
    let stored = push.prefix(max(0, taken))
    var next: [AgentID: UInt64] = [:]
    for batch in stored { next[batch.agent] = max(next[batch.agent] ?? 0, batch.end ?? 0) }
    part.acknowledged = next.sorted { $0.key < $1.key }
      .map { SyncResponse.Acknowledgement(agent: $0.key, next: $0.value) }
    if let refusal, stored.count < push.count {
      let batch = push[stored.count]
      part.refused = [
        .init(agent: batch.agent, first: batch.first, count: batch.count, code: refusal)
      ]
    }
    let known = Set(stored.map { EventID(agent: $0.agent, sequence: $0.first) })
    entries.removeAll {
      known.contains(EventID(agent: $0.batch.agent, sequence: $0.batch.first))
    }
  }

  /// The part's answer with its first `count` entries.
  func part(taking count: Int) -> SyncResponse.Part {
    var part = part
    part.entries = Array(entries.prefix(count))
    if count < entries.count {
      part.cursor = part.entries.last?.cursor ?? after
      part.more = true
    } else {
      // A log that ends before the cursor was cut back; the client sees it by its cursor.
      part.cursor = min(reached, end)
      part.more = reached < end
    }
    return part
  }
}
