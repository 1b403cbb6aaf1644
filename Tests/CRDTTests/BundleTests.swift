import CRDT
import TestSupport
import Testing

/// Many batches as one: every byte comes back, and receiving them at once is receiving them one by one.
@Suite struct BundleTests {
  private let text = TestPart.body()

  /// Every edit of several replicas as a batch of its own, in causal order, with some signed.
  private func history(
    _ random: inout SeededGenerator, edits: Int
  ) throws -> [StoredBatch] {
    var replicas = (0..<Int.random(in: 1...4, using: &random)).map {
      RecordReplica(agent: AgentID(high: UInt64($0), low: random.next()))
    }
    var batches: [StoredBatch] = []
    var made = replicas.map(\.edits.count)
    var seeds = replicas.indices.map { ContentSeed(high: UInt64($0), low: random.next()) }
    for _ in 0..<edits {
      let one = replicas.indices.randomElement(using: &random) ?? 0
      let other = replicas.indices.randomElement(using: &random) ?? 0
      if random.chance(oneIn: 5), one != other {
        let source = replicas[other]
        try replicas[one].merge(source, atOnce: true)
      } else {
        try replicas[one].edit(&random)
      }
      for batch in replicas[one].edits[made[one]...] {
        if random.chance(oneIn: 9) { seeds[one] = ContentSeed(high: random.next(), low: 1) }
        var stored = batch.stored(seed: seeds[one])
        if random.chance(oneIn: 3) {
          stored.signature = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        batches.append(stored)
      }
      made[one] = replicas[one].edits.count
    }
    return batches
  }

  @Test(arguments: 1...200)
  func `a bundle gives its batches back and merges as they do`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let batches = try history(&random, edits: 60)
    let bundle = BatchBundle(batches)
    #expect(bundle.count == batches.count, "seed \(seed)")
    #expect(bundle.batches == batches, "seed \(seed)")
    #expect(bundle.isInColumns, "seed \(seed)")
    let bytes = bundle.encoded(.quick)
    let read = try BatchBundle(decoding: bytes)
    #expect(read.batches == batches, "seed \(seed)")
    #expect(read.encoded(.quick) == bytes, "seed \(seed)")

    var single = Document()
    for batch in batches { try single.receive(batch) }
    var atOnce = Document()
    #expect(try atOnce.receive(read) == single.eventCount, "seed \(seed)")
    #expect(atOnce.eventCount == read.eventCount, "seed \(seed)")
    #expect(atOnce.dump() == single.dump(), "seed \(seed)")
    #expect(atOnce.saved() == single.saved(), "seed \(seed)")
    #expect(try atOnce.receive(read) == 0, "seed \(seed)")
    try checkParts(batches, single, &random, seed: seed)
  }

  /// Bundles of stretches that overlap, upon a document that goes on by itself.
  private func checkParts(
    _ batches: [StoredBatch], _ whole: Document, _ random: inout SeededGenerator, seed: UInt64
  ) throws {
    var document = Document()
    document.begin(as: AgentID(high: .max, low: seed))
    var twin = document
    var end = 0
    while end < batches.count {
      let start = Int.random(in: 0...end, using: &random)
      end = Int.random(in: end + 1...batches.count, using: &random)
      try document.receive(BatchBundle(Array(batches[start..<end])))
      for batch in batches[start..<end] { try twin.receive(batch) }
      #expect(document.dump() == twin.dump(), "seed \(seed)")
      if random.chance(oneIn: 2) {
        try document.write("own", at: 0, in: text)
        try twin.pull(document)
      }
    }
    #expect(document.saved() == twin.saved(), "seed \(seed)")
    try document.pull(whole)
    #expect(document.dump() == twin.dump(), "seed \(seed)")
  }

  @Test func `batches out of order come back in the order put in`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let batches = try history(&random, edits: 30).shuffled(using: &random)
      #expect(try BatchBundle(decoding: BatchBundle(batches).encoded(.quick)).batches == batches)
    }
  }

  @Test func `what has no place in the columns is kept as it is`() throws {
    var author = Replicas(1)[0]
    try author.write("abc", at: 0, in: text)
    let known = author.versionVector
    let first = author.batches(after: VersionVector())[0]
    try author.erase(at: 1, length: 1, in: text)
    let last = author.batches(after: known)[0]
    let agent = AgentID(high: 9, low: 9)
    // A scalar deleted backwards: the same work in other bytes.
    var odd = RawBatch(first: EventID(agent: agent, sequence: 0), parents: author.frontier)
    odd.edit(.deleteBackward, odd.target(.text, text), at: 0, length: 1)
    let oddBatch = StoredBatch(agent: agent, first: 0, count: 1, payload: odd.encoded())
    // And one that only a later version of the program reads.
    let later = StoredBatch(
      agent: agent, first: 1, count: 9, payload: [99, 1, 2, 3], signature: [5])
    let batches = [first, oddBatch, last, later]
    let bundle = try BatchBundle(decoding: BatchBundle(batches).encoded())
    #expect(bundle.batches == batches)
    #expect(bundle.count == 4)
    #expect(bundle.eventCount == 14)
    #expect(!bundle.isInColumns)

    var reader = Document()
    let newer = BatchBundle([first, last, oddBatch, later])
    #expect(throws: DocumentError.malformed(.unknownVersion(99))) { try reader.receive(newer) }
    #expect(reader.eventCount == 0)
    #expect(try reader.receive(BatchBundle([first, last, oddBatch])) == 5)
    #expect(reader.string(at: text) == "c")
  }

  @Test func `a bundle whose past is missing is refused and changes nothing`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("one", at: 0, in: text)
    let known = replicas[0].versionVector
    try replicas[1].pull(replicas[0])
    try replicas[1].write("two", at: 3, in: text)
    try replicas[0].write("six", at: 0, in: text)
    let agent = try #require(replicas[0].agent)
    var reader = Document()
    let gap = BatchBundle(replicas[0].batches(after: known))
    #expect(throws: DocumentError.gap(agent: agent, expected: 0)) { try reader.receive(gap) }
    let orphan = BatchBundle(replicas[1].batches(after: known))
    #expect(throws: DocumentError.missingParents([EventID(agent: agent, sequence: 2)])) {
      try reader.receive(orphan)
    }
    #expect(reader.eventCount == 0)
    #expect(reader.agents.isEmpty)
    try reader.receive(BatchBundle(replicas[1].batches(after: VersionVector())))
    try reader.receive(gap)
    try replicas[1].pull(replicas[0])
    #expect(reader.dump() == replicas[1].dump())
  }

  @Test func `an empty bundle holds nothing`() throws {
    let bundle = try BatchBundle(decoding: BatchBundle([]).encoded())
    #expect(bundle.count == 0 && bundle.eventCount == 0 && bundle.batches.isEmpty)
    var document = Document()
    #expect(try document.receive(bundle) == 0)
  }

  @Test func `a long history, key by key, takes little room`() throws {
    var author = Replicas(1)[0]
    var batches: [StoredBatch] = []
    for number in 0..<3_000 {
      let known = author.versionVector
      if number % 7 == 6 {
        try author.erase(at: number / 2, length: 1, in: text)
      } else {
        try author.write("word "[number % 5], at: number / 3, in: text)
      }
      batches += author.batches(after: known)
    }
    let bytes = BatchBundle(batches).encoded()
    #expect(bytes.count < author.saved().count + 500, "\(bytes.count) bytes")
    #expect(try BatchBundle(decoding: bytes).batches == batches)
  }
}

extension String {
  fileprivate subscript(offset: Int) -> String { String(Array(self)[offset]) }
}
