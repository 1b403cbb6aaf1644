import CRDT

extension ClientPart {
  /// Takes in what the server says of this part: what it stored, what it has, what it refused.
  mutating func receive(
    _ answer: SyncResponse.Part, writers: Set<AgentID>, actions: inout [ClientAction]
  ) {
    let sent = unsynced.prefix(inFlight)
    acknowledge(answer, actions: &actions)
    pull(answer, writers: writers, actions: &actions)
    for refusal in answer.refused {
      let index = unsynced.prefix(inFlight)
        .firstIndex { $0.agent == refusal.agent && $0.first == refusal.first }
      guard let index else { continue }
      if refusal.code.blamesAgent, answer.more {
        // The work itself may be in the log already, sent by the clone it is shared with. Read to
        // the log's end before writing it a second time under another name.
        isCatchingUp = true
        continue
      }
      refuse(at: index, refusal.code, name: answer.name, actions: &actions)
    }
    inFlight = 0
    if !sent.isEmpty, block == nil, !isCatchingUp, unsynced.starts(with: sent) {
      putOff(name: answer.name, actions: &actions)
    }
  }

  /// What was pushed got no answer at all: pushing it again at once would only go round in circles.
  mutating func putOff(name: String, actions: inout [ClientAction]) {
    inFlight = 0
    block = .unavailable
    actions.append(.retryLater(part: name))
  }

  /// The server takes a prefix of what was pushed; only what was sent in this round counts, because
  /// only of that is it known that the server has this very content.
  private mutating func acknowledge(_ answer: SyncResponse.Part, actions: inout [ClientAction]) {
    let next = Dictionary(
      answer.acknowledged.map { ($0.agent, $0.next) }, uniquingKeysWith: { max($0, $1) })
    let stored = unsynced.prefix(inFlight).prefix { batch in
      guard let end = batch.end, let next = next[batch.agent] else { return false }
      return end <= next
    }
    markStored(Array(stored), name: answer.name, actions: &actions)
    inFlight -= stored.count
    unsynced.removeFirst(stored.count)
  }

  private mutating func markStored(
    _ batches: [StoredBatch], name: String, actions: inout [ClientAction]
  ) {
    guard !batches.isEmpty else { return }
    rekeys = 0
    resent = nil
    var next: [AgentID: UInt64] = [:]
    for batch in batches { next[batch.agent] = batch.end }
    for (agent, next) in next.sorted(by: { $0.key < $1.key }) {
      actions.append(.markStored(part: name, agent: agent, next: next))
    }
  }

  /// Goes through the log's next entries: what is new is stored, what is held is passed over, own
  /// unsynced work that comes back is stored on the server, and another's work under an own agent
  /// betrays a clone.
  private mutating func pull(
    _ answer: SyncResponse.Part, writers: Set<AgentID>, actions: inout [ClientAction]
  ) {
    guard !hasHole else { return }
    let own = Set(unsynced.map(\.agent))
    var fresh: [LogEntry] = []
    var rekeyed: [ClientAction] = []
    var reached = answer.cursor
    for entry in answer.entries where entry.cursor > cursor {
      let batch = entry.batch
      guard let end = batch.end else { continue }
      if own.contains(batch.agent), let index = indexOfUnsynced(sharingEventsWith: batch) {
        if recognise(batch, at: index, name: answer.name, actions: &actions) { continue }
        let rekey = rekey(
          from: index, code: .impersonation, sparing: answer.entries, name: answer.name,
          actions: &actions)
        if let rekey { rekeyed.append(rekey) }
      }
      let expected = held[batch.agent]
      if end <= expected {
        if brings(batch, end) { block = nil }
        continue
      }
      if batch.first > expected {
        let hole = EventID(agent: batch.agent, sequence: expected)
        reached = reread(before: entry, hole: hole, name: answer.name, actions: &actions)
        break
      }
      if writers.contains(batch.agent), retired.insert(batch.agent).inserted {
        rekeyed.append(.rekey(part: answer.name, agent: batch.agent, batches: []))
      }
      held[batch.agent] = end
      fresh.append(entry)
    }
    if !fresh.isEmpty { block = nil }
    if !fresh.isEmpty || reached != cursor {
      actions.append(.store(part: answer.name, entries: fresh, cursor: reached))
    }
    actions += rekeyed
    let isAtEnd = !answer.more && reached == answer.cursor
    cursor = reached
    if isAtEnd {
      isCatchingUp = false
      isRereading = false
    }
  }

  /// Whether the server's log, by this batch, now has the event a push waits for.
  private func brings(_ batch: StoredBatch, _ end: UInt64) -> Bool {
    guard case .lacking(let event, _) = block else { return false }
    return event.agent == batch.agent && (batch.first..<end).contains(event.sequence)
  }

  private func indexOfUnsynced(sharingEventsWith batch: StoredBatch) -> Int? {
    unsynced.firstIndex { own in
      guard own.agent == batch.agent, let end = own.end, let otherEnd = batch.end else {
        return false
      }
      return own.first < otherEnd && batch.first < end
    }
  }

  /// Whether a pulled batch is the unsynced one at `index`, which the server has then. If not, the
  /// same names have other content.
  private mutating func recognise(
    _ batch: StoredBatch, at index: Int, name: String, actions: inout [ClientAction]
  ) -> Bool {
    let own = unsynced[index]
    guard own.isSameWork(as: batch) else { return false }
    markStored([own], name: name, actions: &actions)
    unsynced.remove(at: index)
    if index < inFlight { inFlight -= 1 }
    if index == 0 { block = nil }
    return true
  }

  /// Later events of an agent without the earlier ones: the local log is not what the cursor says.
  /// Reads from the beginning, once; returns the cursor to go on from.
  private mutating func reread(
    before entry: LogEntry, hole: EventID, name: String, actions: inout [ClientAction]
  ) -> UInt64 {
    if isRereading || cursor == 0 {
      isRereading = false
      hasHole = true
      actions.append(.reportHole(part: name, event: hole))
      return cursor
    }
    isRereading = true
    return 0
  }
}
