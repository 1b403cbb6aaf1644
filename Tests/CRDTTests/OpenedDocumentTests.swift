import CRDT
import TestSupport
import Testing

/// A document opened at once, its history unread, beside one that has it all in memory.
@Suite struct OpenedDocumentTests {
  @Test(arguments: 1...40)
  func `a document opened without its history goes on as if it had it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let address = ObjectAddress(key: "text")
    var other = Document()
    other.begin(as: AgentID(high: 2, low: random.next()))
    var document = Document()
    document.begin(as: AgentID(high: 1, low: random.next()))
    let agent = AgentID(high: 3, low: random.next())

    func edit(_ document: inout Document, _ random: inout SeededGenerator) throws {
      let text = try document.text(at: address)
      let length = document.length(of: text)
      if length > 3 && random.chance(oneIn: 3) {
        try document.delete(at: Int.random(in: 0..<length - 2, using: &random), length: 2, in: text)
      } else {
        let word = ["word ", "é", "😀 ", "."].randomElement(using: &random) ?? ""
        try document.insert(word, at: Int.random(in: 0...length, using: &random), in: text)
      }
      if random.chance(oneIn: 6) {
        let list = ObjectAddress(key: "list")
        let record = try document.insertRecord(inListAt: list, at: 0)
        try document.set(.integer(Int64(seed)), at: ObjectAddress(record: record, key: "number"))
        try document.add(.identifier(record), toSetAt: ObjectAddress(key: "set"))
        if random.chance(oneIn: 2) { try document.moveRecord(record, to: 0) }
      }
    }
    func exchange(_ one: inout Document, _ another: inout Document) throws {
      for batch in one.batches(after: another.versionVector) { try another.receive(batch) }
      for batch in another.batches(after: one.versionVector) { try one.receive(batch) }
    }

    for _ in 0..<20 {
      try edit(&document, &random)
      try edit(&other, &random)
      if random.chance(oneIn: 4) { try exchange(&document, &other) }
    }
    let saved = document.saved(random.chance(oneIn: 2) ? .quick : .thorough)
    var opened = try Document(trusting: saved)
    #expect(opened.dump() == document.dump(), "seed \(seed)")
    #expect(opened.saved() == saved, "seed \(seed)")

    // The same steps on both from here on.
    document.begin(as: agent)
    opened.begin(as: agent)
    for _ in 0..<12 {
      var same = random
      try edit(&document, &random)
      try edit(&opened, &same)
      try edit(&other, &random)
      if random.chance(oneIn: 3) {
        for batch in other.batches(after: document.versionVector) {
          try document.receive(batch)
          try opened.receive(batch)
        }
        #expect(opened.dump() == document.dump(), "seed \(seed)")
      }
    }
    let all = VersionVector()
    #expect(opened.batches(after: all) == document.batches(after: all), "seed \(seed)")
    #expect(
      opened.textHistory(at: address).runs == document.textHistory(at: address).runs,
      "seed \(seed)")
    #expect(opened.saved() == document.saved(), "seed \(seed)")
    #expect(try Document(loading: opened.saved()).dump() == document.dump(), "seed \(seed)")
  }

  /// Two people's part with a record and a text in it, and what they did at the same time.
  private func written() throws -> (document: Document, record: EventID) {
    var replicas = Replicas(2)
    try replicas[0].write("hello", at: 0, in: TestPart.body())
    let record = try replicas[0].insertRecord(inListAt: TestPart.items(), at: 0)
    try replicas[0].write("inside", at: 0, in: TestPart.body(record))
    try replicas.exchange()
    try replicas[0].set(.integer(1), at: TestPart.level(record))
    try replicas[1].set(.integer(2), at: TestPart.level(record))
    try replicas[1].write("x", at: 2, in: TestPart.body())
    try replicas.exchange()
    return (replicas[0], record)
  }

  @Test func `each question has its answer when it is the first that is asked`() throws {
    let (document, record) = try written()
    let saved = document.saved()
    func opened() throws -> Document { try Document(trusting: saved) }
    #expect(try opened().eventCount == document.eventCount)
    #expect(try opened().frontier == document.frontier)
    #expect(try opened().versionVector == document.versionVector)
    #expect(try opened().agents == document.agents)
    #expect(try opened().contains(record))
    #expect(try opened().register(at: TestPart.level(record)).count == 2)
    #expect(try opened().string(at: TestPart.body(record)) == "inside")
    #expect(
      try opened().batches(after: VersionVector()) == document.batches(after: VersionVector()))
    #expect(
      try opened().textHistory(at: TestPart.body()).runs
        == document.textHistory(at: TestPart.body()).runs)
    #expect(try opened().saved() == saved)
    var named = try opened()
    let text = try named.text(at: TestPart.body(record))
    #expect(named.length(of: text) == 6)
    var unnamed = try opened()
    #expect(throws: DocumentError.noAgent) { try unnamed.write("y", at: 0, in: TestPart.body()) }
    #expect(throws: DocumentError.noAgent) { try unnamed.deleteRecord(record) }
    #expect(unnamed.saved() == saved)
  }

  @Test func `what a document just opened receives first is taken in, typing or not`() throws {
    let (document, record) = try written()
    var other = document
    other.begin(as: AgentID(high: 9, low: 9))
    try other.write("typed", at: 0, in: TestPart.body())
    try other.deleteRecord(record)
    let batches = other.batches(after: document.versionVector)
    for count in 1...batches.count {
      var opened = try Document(trusting: document.saved())
      for batch in batches[..<count] { try opened.receive(batch) }
      #expect(opened.eventCount > document.eventCount)
      if count == batches.count { #expect(opened.dump() == other.dump()) }
    }
    var bundled = try Document(trusting: document.saved())
    try bundled.receive(BatchBundle(batches))
    #expect(bundled.dump() == other.dump())
  }

  @Test func `copies of a document just opened go their own ways`() throws {
    let (document, _) = try written()
    let opened = try Document(trusting: document.saved(withSpines: true))
    var one = opened
    one.begin(as: AgentID(high: 9, low: 9))
    try one.write("one", at: 0, in: TestPart.body())
    let history = document.textHistory(at: TestPart.body()).runs
    // The typing of one reaches a third, which has looked at the same history as the first.
    var third = opened
    #expect(third.textHistory(at: TestPart.body()).runs == history)
    let copy = third
    for batch in one.batches(after: third.versionVector) { try third.receive(batch) }
    #expect(
      third.textHistory(at: TestPart.body()).runs == one.textHistory(at: TestPart.body()).runs)
    #expect(copy.textHistory(at: TestPart.body()).runs == history)
    #expect(opened.dump() == document.dump())
    #expect(opened.frontier == document.frontier)
    #expect(third.frontier == one.frontier)
  }

  @Test func `many may be the first to ask at once`() async throws {
    let (document, record) = try written()
    for _ in 0..<50 {
      let opened = try Document(trusting: document.saved())
      await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 {
          group.addTask { opened.frontier == document.frontier && opened.contains(record) }
        }
        for await isRight in group { #expect(isRight) }
      }
    }
  }
}
