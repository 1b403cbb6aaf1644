import CRDT
import TestSupport
import Testing

/// Batches that come late, early, twice, in part, or not as they say.
@Suite struct ReceivingTests {
  private let text = TestPart.body()

  @Test func `what was made upon something missing is refused by name, and taken later`() throws {
    var replicas = Replicas(3)
    try replicas[0].write("a", at: 0, in: text)
    try replicas[1].write("b", at: 0, in: text)
    try replicas[2].pull(replicas[0])
    try replicas[2].pull(replicas[1])
    let known = replicas[2].versionVector
    try replicas[2].write("c", at: 1, in: text)
    let late = replicas[2].batches(after: known)
    var reader = Document()
    #expect(throws: DocumentError.missingParents(replicas[0].frontier + replicas[1].frontier)) {
      try reader.receive(late[0])
    }
    try reader.pull(replicas[0])
    #expect(throws: DocumentError.missingParents(replicas[1].frontier)) {
      try reader.receive(late[0])
    }
    try reader.pull(replicas[1])
    #expect(try reader.receive(late[0]) == 1)
    #expect(reader.string(at: text) == "acb")
  }

  @Test func `a gap in an agent's events is refused with the number expected`() throws {
    var document = Replicas(1)[0]
    try document.write("one", at: 0, in: text)
    let known = document.versionVector
    try document.write("two", at: 3, in: text)
    var reader = Document()
    let agent = try #require(document.agent)
    #expect(throws: DocumentError.gap(agent: agent, expected: 0)) {
      try reader.receive(document.batches(after: known)[0])
    }
    #expect(reader.eventCount == 0)
    #expect(reader.agents.isEmpty)
    #expect(reader.versionVector == VersionVector())
  }

  @Test func `a batch received twice counts once`() throws {
    var document = Replicas(1)[0]
    try document.write("once", at: 0, in: text)
    let batches = document.batches(after: VersionVector())
    var reader = Document()
    #expect(try reader.receive(batches[0]) == 4)
    #expect(try reader.receive(batches[0]) == 0)
    #expect(try document.receive(batches[0]) == 0)
    #expect(reader.string(at: text) == "once")
    // Other words under the same names change nothing: telling that apart is the log's business.
    var forged = BatchBuilder(
      first: EventID(agent: batches[0].agent, sequence: 0), parents: [])
    forged.insert("lies", at: 0, in: text)
    #expect(try reader.receive([forged.finish()]) == 0)
    #expect(reader.string(at: text) == "once")
  }

  /// An author's work in one go, cut at every event, over every kind of run.
  @Test(arguments: 0..<21)
  func `of a batch that overlaps what is held the rest is taken`(held: Int) throws {
    var author = Replicas(1)[0]
    try author.write("añ😀cdefghij", at: 0, in: text)  // 0..<11
    try author.erase(at: 2, length: 3, in: text)  // 11..<14, forwards
    for position in (3...5).reversed() {  // 14..<17, backwards
      try author.erase(at: position, length: 1, in: text)
    }
    let record = try author.insertRecord(inListAt: TestPart.items(), at: 0)  // 17
    try author.set(.text("é"), at: TestPart.level(record))  // 18
    try author.add(.integer(1), toSetAt: TestPart.links(record))  // 19
    try author.moveRecord(record, to: 0)  // 20
    let all = author.contents(after: VersionVector())
    #expect(all.count == 1 && all[0].count == 21)

    // What the reader holds: the same batch as far as it goes, by the bytes of one cut short.
    var reader = Document()
    var forked = Replicas(1)[0]
    try forked.replay(author, first: held)
    try reader.pull(forked)
    #expect(reader.eventCount == held)
    #expect(try reader.receive(all) == 21 - held)
    #expect(reader.dump() == author.dump())
    #expect(reader.saved() == author.saved())
    #expect(reader.historyDump(at: text) == author.historyDump(at: text))
  }

  @Test func `of several batches all are taken or none`() throws {
    var replicas = Replicas(3)
    try replicas[0].write("base", at: 0, in: text)
    try replicas.exchange()
    var reader = replicas[2]
    let known = reader.versionVector
    try replicas[0].write("good", at: 4, in: text)
    let record = try replicas[0].insertRecord(inListAt: TestPart.items(), at: 0)
    try replicas[0].write("inside", at: 0, in: TestPart.body(record))
    let agent = try #require(replicas[1].agent)
    var bad = BatchBuilder(
      first: EventID(agent: agent, sequence: 0), parents: replicas[2].frontier)
    bad.insert("bad", at: 5, in: text)
    let saved = reader.saved()
    #expect(throws: DocumentError.outOfRange) {
      try reader.receive(replicas[0].contents(after: known) + [bad.finish()])
    }
    #expect(reader.saved() == saved)
    #expect(reader.string(at: text) == "base")
    #expect(reader.records(inListAt: TestPart.items()).isEmpty)
    #expect(reader.agents == replicas[2].agents)
    #expect(throws: DocumentError.unknownRecord) {
      try reader.write("x", at: 0, in: TestPart.body(record))
    }
    // And it goes on as if nothing had been: what now stands where the record would have is none.
    try reader.write(" and so on", at: 4, in: text)
    for run in reader.textHistory(at: text).runs {
      for offset in 0..<run.length {
        let letter = EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64(offset))
        var copy = reader
        #expect(throws: DocumentError.unknownRecord) { try copy.deleteRecord(letter) }
      }
    }
    try reader.pull(replicas[0])
    try replicas[0].pull(reader)
    #expect(reader.dump() == replicas[0].dump())
  }

  @Test func `a refused batch does not even turn the direction of the last deletion`() throws {
    var document = Replicas(1)[0]
    try document.write("word", at: 0, in: text)
    try document.erase(at: 2, length: 1, in: text)
    let saved = document.saved()
    // Its first event would join the deletion as one more backspace.
    var bad = BatchBuilder(
      first: EventID(agent: AgentID(high: 9, low: 9), sequence: 0), parents: document.frontier)
    bad.delete(at: 1, length: 1, in: text)
    bad.delete(at: 7, length: 1, in: text)
    #expect(throws: DocumentError.outOfRange) { try document.receive([bad.finish()]) }
    #expect(document.saved() == saved)
  }

  @Test func `a batch that is not what its cover says is refused`() throws {
    var document = Replicas(1)[0]
    try document.write("word", at: 0, in: text)
    let batch = document.batches(after: VersionVector())[0]
    var reader = Document()
    var wrong = batch
    wrong.agent = AgentID(high: 9, low: 9)
    #expect(throws: DocumentError.malformed(.invalid)) { try reader.receive(wrong) }
    wrong = batch
    wrong.first = 1
    #expect(throws: DocumentError.malformed(.invalid)) { try reader.receive(wrong) }
    wrong = batch
    wrong.count = 3
    #expect(throws: DocumentError.malformed(.invalid)) { try reader.receive(wrong) }
    #expect(reader.eventCount == 0)
  }

  // MARK: A fresh name for one's work

  @Test func `work renamed to a fresh agent reads the same`() throws {
    var replicas = Replicas(2)
    let record = try replicas[0].insertRecord(inListAt: TestPart.items(), at: 0)
    try replicas[0].write("stored ", at: 0, in: TestPart.body(record))
    try replicas.exchange()
    let server = replicas[1]
    let stored = replicas[0].versionVector
    // Not yet stored: of every kind of operation one that names an earlier event of its own.
    try replicas[0].write("and mine", at: 7, in: TestPart.body(record))
    let inner = try replicas[0].insertRecord(inListAt: TestPart.items(record), at: 0)
    try replicas[0].write("deep", at: 0, in: TestPart.body(inner))
    try replicas[0].erase(at: 0, length: 2, in: TestPart.body(inner))
    let second = try replicas[0].insertRecord(inListAt: TestPart.items(record), at: 0)
    try replicas[0].moveRecord(inner, to: 0)
    try replicas[0].set(.identifier(inner), at: TestPart.level(second))
    try replicas[0].add(.identifier(record), toSetAt: TestPart.links(inner))
    try replicas[0].deleteRecord(second)
    // The cloned device wrote under the same names meanwhile, and was stored first.
    var clone = BatchBuilder(
      first: EventID(agent: inner.agent, sequence: stored[inner.agent]), parents: server.frontier)
    clone.insert("the clone's", at: 0, in: TestPart.body())
    var reader = server
    try reader.receive([clone.finish()])

    let fresh = AgentID(high: 50, low: 50)
    func renamed(_ event: EventID) -> EventID {
      EventID(agent: fresh, sequence: event.sequence - stored[event.agent])
    }
    for batch in replicas[0].contents(after: stored) {
      let moved = batch.renaming(from: inner.agent, first: stored[inner.agent], to: fresh)
      try reader.receive(moved.stored())
    }
    #expect(reader.string(at: TestPart.body()) == "the clone's")
    #expect(reader.string(at: TestPart.body(record)) == "stored and mine")
    let list = TestPart.items(record)
    #expect(reader.records(inListAt: list).map(\.id) == [renamed(inner)])
    #expect(reader.deletedRecords(inListAt: list) == [renamed(second)])
    #expect(reader.string(at: TestPart.body(renamed(inner))) == "ep")
    #expect(
      reader.register(at: TestPart.level(renamed(second))).map(\.value)
        == [.identifier(renamed(inner))])
    #expect(reader.set(at: TestPart.links(renamed(inner))) == [.identifier(record)])
    #expect(reader.versionVector[fresh] == UInt64(replicas[0].eventCount) - stored[inner.agent])
  }

  @Test func `another author's batch keeps its name but follows the renamed events`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("ab", at: 0, in: text)
    try replicas.exchange()
    let known = replicas[1].versionVector
    try replicas[1].write("c", at: 2, in: text)
    let old = AgentID(high: 1, low: 0)
    let fresh = AgentID(high: 50, low: 50)
    var reader = Document()
    for batch in replicas[0].contents(after: VersionVector())
      + replicas[1].contents(after: known)
    {
      try reader.receive([batch.renaming(from: old, first: 0, to: fresh)])
    }
    #expect(reader.string(at: text) == "abc")
    #expect(Set(reader.agents) == [fresh, AgentID(high: 2, low: 0)])
    #expect(reader.hasConcurrency == false)
  }
}

extension Document {
  /// Makes the first so many events of the work in
  /// `of a batch that overlaps what is held the rest is taken` again, with the same names.
  fileprivate mutating func replay(_ author: Document, first count: Int) throws {
    let text = TestPart.body()
    let first = EventID(agent: AgentID(high: 1, low: 0), sequence: 0)
    let letters = "añ😀cdefghij".unicodeScalars
    for index in 0..<min(count, 11) {
      try write(
        String(letters[letters.index(letters.startIndex, offsetBy: index)]), at: index, in: text)
    }
    if count > 11 { try erase(at: 2, length: min(count - 11, 3), in: text) }
    if count > 14 {
      for position in (6 - min(count - 14, 3)..<6).reversed() {
        try erase(at: position, length: 1, in: text)
      }
    }
    let record = EventID(agent: first.agent, sequence: 17)
    if count > 17 { _ = try insertRecord(inListAt: TestPart.items(), at: 0) }
    if count > 18 { try set(.text("é"), at: TestPart.level(record)) }
    if count > 19 { try add(.integer(1), toSetAt: TestPart.links(record)) }
    if count > 20 { try moveRecord(record, to: 0) }
  }
}
