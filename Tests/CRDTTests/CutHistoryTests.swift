import CRDT
import TestSupport
import Testing

/// One history, brought in pieces cut anywhere.
@Suite struct CutHistoryTests {
  private let words = ["word ", "é", "😀 ", ".", "\r\n"]

  private func edit(_ document: inout Document, _ random: inout SeededGenerator) throws {
    let text = try document.text(at: TestPart.body())
    let length = document.length(of: text)
    if length > 3 && random.chance(oneIn: 3) {
      let position = Int.random(in: 0..<length - 2, using: &random)
      try document.delete(at: position, length: 2, in: text)
    } else {
      let word = words.randomElement(using: &random) ?? ""
      try document.insert(word, at: Int.random(in: 0...length, using: &random), in: text)
    }
    if random.chance(oneIn: 5) {
      let record = try document.insertRecord(inListAt: TestPart.items(), at: 0)
      try document.set(.integer(7), at: TestPart.level(record))
      try document.add(.identifier(record), toSetAt: TestPart.links())
      if random.chance(oneIn: 2) { try document.moveRecord(record, to: 0) }
      if random.chance(oneIn: 3) { try document.deleteRecord(record) }
    }
  }

  /// What three people wrote, who exchanged now and then.
  private func written(_ random: inout SeededGenerator) throws -> Document {
    var replicas = (0..<3).map { index in
      var document = Document()
      document.begin(as: AgentID(high: UInt64(index), low: random.next()))
      return document
    }
    for _ in 0..<60 {
      let one = Int.random(in: 0..<3, using: &random)
      let other = Int.random(in: 0..<3, using: &random)
      if random.chance(oneIn: 4), one != other {
        let source = replicas[other]
        try replicas[one].pull(source)
      } else {
        try edit(&replicas[one], &random)
      }
    }
    let others = replicas
    for other in others[1...] { try replicas[0].pull(other) }
    return replicas[0]
  }

  @Test(arguments: 1...60)
  func `cut anywhere, in pieces that overlap and come twice, it makes the same document`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let document = try written(&random)
    let whole = document.versionVector
    var pieced = Document()
    for _ in 0..<20 {
      // As far as some event: from anywhere before it, held already or not.
      guard let agent = document.agents.randomElement(using: &random) else { continue }
      let end = EventID(
        agent: agent, sequence: UInt64.random(in: 0..<whole[agent], using: &random))
      let past = try document.version(at: [end])
      var start = VersionVector()
      for agent in past.agents {
        let held = max(1, pieced.versionVector[agent])
        start[agent] = UInt64.random(in: 0...min(held, past.versionVector[agent]), using: &random)
      }
      let batches = past.batches(after: start)
      if random.chance(oneIn: 3) {
        _ = try? pieced.receive(BatchBundle(batches))
      } else {
        for batch in batches { _ = try pieced.takes(batch.opened()) }
      }
      if random.chance(oneIn: 4) { pieced = try Document(trusting: pieced.saved(.quick)) }
    }
    try pieced.pull(document)
    #expect(pieced.dump() == document.dump(), "seed \(seed)")
    #expect(pieced.frontier == document.frontier, "seed \(seed)")
    #expect(pieced.versionVector == whole, "seed \(seed)")
    pieced.rebuild(passingStraightThrough: false)
    #expect(pieced.dump() == document.dump(), "seed \(seed)")
  }
}

extension StoredBatch {
  fileprivate func opened() throws -> BatchContents { try BatchContents(decoding: payload) }
}
