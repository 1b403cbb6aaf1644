import CRDT
import TestSupport
import Testing

/// Several replicas edit everything a part can hold, at random; each has a slow twin beside it.
@Suite struct RandomRecordTests {
  @Test(arguments: 1...500)
  func `replicas and their twins agree on everything that can be read`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var replicas = (0..<Int.random(in: 2...4, using: &random)).map {
      RecordReplica(agent: AgentID(high: UInt64($0) ^ seed, low: random.next()))
    }
    var forks: [(document: Document, dump: [String])] = []
    for _ in 0..<50 {
      let one = replicas.indices.randomElement(using: &random) ?? 0
      let other = replicas.indices.randomElement(using: &random) ?? 0
      if random.chance(oneIn: 4), one != other {
        let source = replicas[other]
        try replicas[one].merge(source, atOnce: random.chance(oneIn: 2))
        try #require(replicas[one].document.dump() == replicas[one].twin.dump(), "seed \(seed)")
      } else if random.chance(oneIn: 12) {
        try attack(&replicas[one].document, &random, seed: seed)
      } else if random.chance(oneIn: 12) {
        forks.append((replicas[one].document, replicas[one].twin.dump()))
      } else {
        try replicas[one].edit(&random)
      }
    }
    for one in replicas.indices {
      for other in replicas.indices where one != other {
        try replicas[one].merge(replicas[other], atOnce: random.chance(oneIn: 2))
      }
    }
    let dump = replicas[0].twin.dump()
    for replica in replicas { try #require(replica.document.dump() == dump, "seed \(seed)") }
    try checkDeliveries(replicas, dump, &random, seed: seed)
    try checkSaving(replicas[0].document, dump, seed: seed)
    for fork in forks {
      // What went on in the original did not reach the copy; what the copy takes in, it merges alike.
      #expect(fork.document.dump() == fork.dump, "seed \(seed)")
      var document = fork.document
      try document.pull(replicas[0].document)
      #expect(document.dump() == dump, "seed \(seed)")
    }
  }

  /// A batch of which the first half could be applied and the second cannot; upon the present
  /// version, upon a past one, or upon nothing.
  private func attack(
    _ document: inout Document, _ random: inout SeededGenerator, seed: UInt64
  ) throws {
    let (dump, saved) = (document.dump(), document.saved())
    let past = document.agents.randomElement(using: &random).map { agent in
      let last = document.versionVector[agent] - 1
      return [EventID(agent: agent, sequence: UInt64.random(in: 0...last, using: &random))]
    }
    let parents = [document.frontier, past ?? [], []].randomElement(using: &random) ?? []
    var batch = RawBatch(
      first: EventID(agent: AgentID(high: .max, low: seed), sequence: 0), parents: parents,
      length: 4)
    let list = batch.target(.list, TestPart.items())
    batch.slot(list, at: 0)
    let body = batch.target(.text, TestPart.body())
    batch.edit(.insert, body, at: 0, length: 2)
    batch.edit(.deleteForward, body, at: 1_000_000, length: 1)
    batch.text = Array("no".utf8)
    #expect(throws: DocumentError.outOfRange, "seed \(seed)") {
      try document.receive(decoding: batch.encoded())
    }
    #expect(document.dump() == dump && document.saved() == saved, "seed \(seed)")
  }

  /// Any causal order, any cut, any number of times.
  private func checkDeliveries(
    _ replicas: [RecordReplica], _ dump: [String], _ random: inout SeededGenerator, seed: UInt64
  ) throws {
    let whole = replicas[0].document
    let singles = replicas.flatMap(\.edits)
    var waiting = (singles + whole.contents(after: VersionVector())).shuffled(using: &random)
    var rebuilt = Document()
    while !waiting.isEmpty {
      let index = Int.random(in: 0..<waiting.count, using: &random)
      if try rebuilt.takes(waiting[index]), !random.chance(oneIn: 5) { waiting.remove(at: index) }
      if random.chance(oneIn: 5) {
        // What another replica sends to one with half of it overlaps what is held.
        var known = rebuilt.versionVector
        for agent in whole.agents where random.chance(oneIn: 2) { known[agent] /= 2 }
        let again = whole.contents(after: known)
        try rebuilt.receive(again)
      }
    }
    #expect(rebuilt.dump() == dump, "seed \(seed)")
    #expect(rebuilt.frontier == whole.frontier, "seed \(seed)")
    #expect(rebuilt.versionVector == whole.versionVector, "seed \(seed)")
    #expect(
      rebuilt.historyDump(at: TestPart.body()) == whole.historyDump(at: TestPart.body()),
      "seed \(seed)")

    var single = Document()
    for batch in whole.contents(after: VersionVector()) { try single.receive([batch]) }
    #expect(single.dump() == dump, "seed \(seed)")
    var atOnce = Document()
    try atOnce.receive(whole.contents(after: VersionVector()))
    #expect(atOnce.dump() == dump, "seed \(seed)")
    atOnce.rebuild(passingStraightThrough: true)
    #expect(atOnce.dump() == dump, "seed \(seed)")
    atOnce.rebuild(passingStraightThrough: false)
    #expect(atOnce.dump() == dump, "seed \(seed)")
  }

  private func checkSaving(_ document: Document, _ dump: [String], seed: UInt64) throws {
    let saved = document.saved()
    var loaded = try Document(loading: saved)
    #expect(loaded.dump() == dump, "seed \(seed)")
    #expect(loaded.saved() == saved, "seed \(seed)")
    #expect(loaded.frontier == document.frontier, "seed \(seed)")
    #expect(loaded.hasConcurrency == document.hasConcurrency, "seed \(seed)")

    // The one loaded goes its own way without the one it came from.
    loaded.begin(as: AgentID(high: .max, low: seed))
    _ = try loaded.insertRecord(inListAt: TestPart.items(), at: 0)
    #expect(document.saved() == saved, "seed \(seed)")
  }
}
