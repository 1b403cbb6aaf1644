import CRDT

/// What the tests' batches say in place of the engine's payload: a mark that tells this piece of writing
/// from every other, whatever name it travels under, and the event it builds on besides the author's
/// own last.
struct Writing: Hashable {
  var mark: UInt64
  var parent: EventID?

  init(mark: UInt64, parent: EventID? = nil) {
    self.mark = mark
    self.parent = parent
  }

  init(_ batch: StoredBatch) {
    func number(_ index: Int) -> UInt64 {
      batch.payload[(index * 8)..<(index * 8 + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    mark = number(0)
    if batch.payload.count > 8 {
      parent = EventID(agent: AgentID(high: number(1), low: number(2)), sequence: number(3))
    }
  }

  func batch(_ agent: AgentID, first: UInt64, count: UInt32 = 1) -> StoredBatch {
    var numbers = [mark]
    if let parent { numbers += [parent.agent.high, parent.agent.low, parent.sequence] }
    let payload = numbers.flatMap { number in
      stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    return StoredBatch(agent: agent, first: first, count: count, payload: payload)
  }

  /// Stands for the hash by which an owner derives the agent a batch is moved to.
  static func agent(derivedFrom batch: StoredBatch) -> AgentID {
    var hash = SeededGenerator(seed: batch.agent.high ^ batch.agent.low ^ batch.first)
    let salt = hash.next()
    hash = SeededGenerator(seed: salt ^ Writing(batch).mark)
    return AgentID(high: hash.next(), low: hash.next())
  }
}
