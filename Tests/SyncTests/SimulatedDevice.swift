import CRDT
import Sync
import Testing

/// A client whose disk is a value: it keeps what the actions say and nothing else, so a crash is a
/// return to the disk.
struct SimulatedDevice {
  /// What survives a crash.
  struct Disk {
    var epoch: UInt64 = 0
    var parts: [String: Part] = [:]
    /// Refused work, by part.
    var tray: [String: [StoredBatch]] = [:]
    var trayCodes: [RefusalCode] = []
    /// What the badge says is stored on the server, by part.
    var stored: [String: Set<UInt64>] = [:]
    var agents: Set<AgentID> = []
    var holes = 0
  }

  struct Part {
    var cursor: UInt64 = 0
    var log: [StoredBatch] = []
    var unsynced: [StoredBatch] = []

    var held: VersionVector {
      var held = VersionVector()
      for batch in log { held[batch.agent] = max(held[batch.agent], batch.end ?? 0) }
      return held
    }
  }

  let person: Int
  private(set) var disk = Disk()
  private(set) var session: ClientSession
  private(set) var seen: [ClientAction] = []

  init(person: Int, random: inout SeededGenerator) {
    self.person = person
    session = ClientSession(firstRound: random.next())
    restart(&random)
  }

  /// The process ends and begins again: a session from the disk, a fresh agent.
  mutating func restart(_ random: inout SeededGenerator) {
    session = ClientSession(
      epoch: disk.epoch,
      parts: disk.parts.mapValues {
        ClientPart(cursor: $0.cursor, held: $0.held, unsynced: $0.unsynced)
      }, firstRound: random.next())
    _ = drawAgent(&random)
  }

  private mutating func drawAgent(_ random: inout SeededGenerator) -> AgentID {
    let agent = AgentID(high: random.next(), low: random.next())
    session.writers = [agent]
    disk.agents.insert(agent)
    return agent
  }

  mutating func write(_ writing: Writing, in part: String, count: UInt32 = 1) throws {
    let writer = try #require(session.writers.first)
    let batch = writing.batch(
      writer, first: disk.parts[part]?.held[writer] ?? 0, count: count)
    try enqueue(batch, in: part)
  }

  private mutating func enqueue(_ batch: StoredBatch, in part: String) throws {
    try session.enqueue(batch, in: part)
    disk.parts[part]?.log.append(batch)
    disk.parts[part]?.unsynced.append(batch)
  }

  mutating func pull() { session.pull() }

  mutating func generate(limit: Int = SyncLimits.usualBytes) -> SyncRequest? {
    session.generate(limit: limit)
  }

  /// Carries out what the response asks for; if the process dies before the commit, none of it.
  mutating func receive(
    _ response: SyncResponse, dies: Bool = false, random: inout SeededGenerator
  ) throws {
    let before = disk
    let actions = session.receive(response)
    seen += actions
    for action in actions { try carryOut(action, random: &random) }
    if dies {
      disk = before
      restart(&random)
    }
  }

  private mutating func carryOut(_ action: ClientAction, random: inout SeededGenerator) throws {
    switch action {
    case .learnEpoch(let epoch): disk.epoch = epoch
    case .uploadAgain(let epoch): try uploadAgain(epoch, random: &random)
    case .open(let part): disk.parts[part] = Part()
    case .withhold(let part): disk.parts[part] = nil
    case .store(let part, let entries, let cursor):
      disk.parts[part]?.log += entries.map(\.batch)
      disk.parts[part]?.cursor = cursor
      disk.tray[part]?.removeAll { batch in entries.contains { $0.batch == batch } }
    case .markStored(let part, let agent, let next):
      let isStored = { (batch: StoredBatch) in batch.agent == agent && (batch.end ?? 0) <= next }
      for batch in disk.parts[part]?.unsynced ?? [] where isStored(batch) {
        disk.stored[part, default: []].insert(Writing(batch).mark)
      }
      disk.parts[part]?.unsynced.removeAll(where: isStored)
    case .moveToTray(let part, let batches):
      disk.tray[part, default: []] += batches.map(\.batch)
      disk.trayCodes += batches.map(\.code)
      remove(batches.map(\.batch), part: part)
      if batches.contains(where: { session.writers.contains($0.batch.agent) }) {
        _ = drawAgent(&random)
      }
    case .takeOut(let part, let batches): remove(batches, part: part)
    case .rekey(let part, _, let batches):
      _ = drawAgent(&random)
      try rewrite(batches, part: part)
    case .resend(let part, let event):
      guard disk.agents.contains(event.agent) else { return }
      let batches = disk.parts[part]?.log.filter {
        $0.agent == event.agent && ($0.holds(event) || $0.first > event.sequence)
      }
      try resend(batches ?? [], part: part, random: &random)
    case .erasePlan: disk = Disk()
    case .reportHole: disk.holes += 1
    case .retryLater, .again, .wait, .even: break
    }
  }

  private mutating func uploadAgain(_ epoch: UInt64, random: inout SeededGenerator) throws {
    disk.epoch = epoch
    disk.stored = [:]
    for (name, part) in disk.parts.sorted(by: { $0.key < $1.key }) {
      disk.parts[name]?.cursor = 0
      let own = part.log.filter { disk.agents.contains($0.agent) && !part.unsynced.contains($0) }
      try resend(own, part: name, random: &random)
    }
  }

  private mutating func resend(
    _ batches: [StoredBatch], part: String, random: inout SeededGenerator
  ) throws {
    let more = session.resend(batches, in: part)
    let queued = disk.parts[part]?.unsynced ?? []
    disk.parts[part]?.unsynced = batches.filter { !queued.contains($0) } + queued
    for action in more { try carryOut(action, random: &random) }
  }

  private mutating func remove(_ batches: [StoredBatch], part: String) {
    disk.parts[part]?.log.removeAll(where: batches.contains)
    disk.parts[part]?.unsynced.removeAll(where: batches.contains)
  }

  /// The same writing under agents derived from it; what named a moved event names its new name.
  private mutating func rewrite(_ batches: [StoredBatch], part: String) throws {
    var moved: [(from: StoredBatch, to: AgentID)] = []
    for batch in batches {
      var writing = Writing(batch)
      var origin = writing.parent
      if origin == nil, batch.first > 0 {
        origin = EventID(agent: batch.agent, sequence: batch.first - 1)
      }
      if let origin, let move = moved.first(where: { $0.from.holds(origin) }) {
        writing.parent = EventID(agent: move.to, sequence: origin.sequence - move.from.first)
      }
      let derived = Writing.agent(derivedFrom: batch)
      moved.append((batch, derived))
      disk.agents.insert(derived)
      if session.parts[part]?.held[derived] ?? 0 > 0 { continue }
      try enqueue(writing.batch(derived, first: 0, count: batch.count), in: part)
    }
  }
}
