import CRDT
import Sync

/// A server whose log is an array: judges as a real one would, and may be restored from a backup.
struct SimulatedServer {
  var epoch: UInt64 = 1
  var logs: [String: [LogEntry]] = [:]
  /// By person: the parts not readable, and those not writable.
  var unreadable: [Int: Set<String>] = [:]
  var unwritable: [Int: Set<String>] = [:]
  /// Pieces of writing the plan's phase forbids, for ever.
  var forbidden: Set<UInt64> = []
  /// The person each agent belongs to.
  var owners: [AgentID: Int] = [:]
  var budget = SyncLimits.usualBytes
  let partNames: [String]

  init(partNames: [String]) { self.partNames = partNames }

  /// The marks in a part's log, once for each time they are there.
  func marks(_ part: String) -> [UInt64] { logs[part, default: []].map { Writing($0.batch).mark } }

  func readable(_ person: Int) -> [String] {
    partNames.filter { !unreadable[person, default: []].contains($0) }
  }

  mutating func answer(_ request: SyncRequest, from person: Int) -> SyncResponse {
    var session = ServerSession(epoch: epoch, budget: budget)
    let actions = session.receive(request, readable: readable(person))
    return session.respond(actions.map { carryOut($0, person: person) })
  }

  private mutating func carryOut(_ action: ServerAction, person: Int) -> ServerOutcome {
    switch action {
    case .append(let part, let batches):
      for (index, batch) in batches.enumerated() {
        if let code = append(batch, part: part, person: person) {
          return .appended(part: part, taken: index, refusal: code)
        }
      }
      return .appended(part: part, taken: batches.count, refusal: nil)
    case .read(let part, let after, let bytes):
      let log = logs[part, default: []]
      var room = bytes
      let entries = log.filter { $0.cursor > after }.prefix { entry in
        let fits = room == bytes || entry.batch.payload.count <= room
        room -= entry.batch.payload.count
        return fits
      }
      return .read(part: part, entries: Array(entries), end: log.last?.cursor ?? 0)
    }
  }

  private mutating func append(_ batch: StoredBatch, part: String, person: Int) -> RefusalCode? {
    let log = logs[part, default: []]
    if log.contains(where: { $0.batch == batch }) { return nil }
    let writing = Writing(batch)
    if unwritable[person, default: []].contains(part) { return .notPermitted }
    if forbidden.contains(writing.mark) { return .phaseForbids }
    if owners[batch.agent, default: person] != person { return .agentBelongsToAnother }
    let next = log.last { $0.batch.agent == batch.agent }?.batch.end ?? 0
    if batch.first < next { return .impersonation }
    if batch.first > next { return .gap(expected: next) }
    if let parent = writing.parent, !log.contains(where: { $0.batch.holds(parent) }) {
      return .missingParent(parent)
    }
    owners[batch.agent] = person
    logs[part, default: []].append(LogEntry(cursor: (log.last?.cursor ?? 0) + 3, batch: batch))
    return nil
  }

  /// The backup is older: each log's last batches are gone, and their cursors will be used again.
  mutating func restore(losing count: Int) {
    epoch += 1
    logs = logs.mapValues { $0.dropLast(count) }
  }
}

extension StoredBatch {
  func holds(_ event: EventID) -> Bool {
    event.agent == agent && event.sequence >= first && event.sequence - first < UInt64(count)
  }
}
