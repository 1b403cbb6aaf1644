import CRDT
import TestSupport
import Testing

/// Batches that no engine would make. All are refused, and nothing has changed then.
@Suite struct HostileBatchTests {
  let text = TestPart.body()
  let list = TestPart.items()
  let attacker = AgentID(high: 66, low: 6)

  /// A part with "hello" in it, and a list of one record with an inner list of one; two heads.
  let document: Document
  let record: EventID
  let inner: EventID

  init() throws {
    var replicas = Replicas(2)
    try replicas[0].write("hello", at: 0, in: text)
    record = try replicas[0].insertRecord(inListAt: list, at: 0)
    inner = try replicas[0].insertRecord(inListAt: TestPart.items(record), at: 0)
    try replicas.exchange()
    try replicas[0].set(.integer(1), at: TestPart.level())
    try replicas[1].set(.integer(2), at: TestPart.level())
    try replicas.exchange()
    document = replicas[0]
  }

  func event(_ sequence: UInt64) -> EventID { EventID(agent: attacker, sequence: sequence) }

  /// A batch upon everything.
  func batch(length: UInt64 = 1) -> RawBatch {
    RawBatch(first: event(0), parents: document.frontier, length: length)
  }

  /// A batch upon one of the heads only, so that it is replayed.
  func sideBatch(length: UInt64 = 1) -> RawBatch {
    RawBatch(first: event(0), parents: [document.frontier[0]], length: length)
  }

  func expectRefused(
    _ batch: RawBatch, _ error: DocumentError, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var attacked = document
    #expect(throws: error, sourceLocation: sourceLocation) {
      try attacked.receive(decoding: batch.encoded())
    }
    #expect(attacked.saved() == document.saved(), sourceLocation: sourceLocation)
    #expect(attacked.dump() == document.dump(), sourceLocation: sourceLocation)
    #expect(attacked.versionVector == document.versionVector, sourceLocation: sourceLocation)
    #expect(attacked.frontier == document.frontier, sourceLocation: sourceLocation)
    // It still takes what is good, from the same hand too.
    var good = self.batch(length: 2)
    let target = good.target(.text, text)
    good.edit(.insert, target, at: 5, length: 2)
    good.text = Array("!?".utf8)
    try attacked.receive(decoding: good.encoded())
    #expect(attacked.string(at: text) == "hello!?", sourceLocation: sourceLocation)
    #expect(
      try Document(loading: attacked.saved()).dump() == attacked.dump(),
      sourceLocation: sourceLocation)
  }

  // MARK: The layout

  @Test func `the layout is what it is said to be`() throws {
    let author = AgentID(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10)
    var document = Document()
    document.begin(as: author)
    try document.write("añ😀", at: 0, in: text)
    let record = try document.insertRecord(inListAt: list, at: 0)
    try document.write("xyz", at: 0, in: TestPart.body(record))
    try document.erase(at: 0, length: 2, in: TestPart.body(record))
    try document.erase(at: 2, length: 1, in: text)
    try document.erase(at: 1, length: 1, in: text)
    _ = try document.insertRecord(inListAt: list, at: 1)
    try document.moveRecord(record, to: 1)
    try document.set(.integer(-300), at: TestPart.level(record))
    try document.add(.identifier(record), toSetAt: TestPart.links())
    try document.remove(.text("é"), fromSetAt: TestPart.links())
    try document.deleteRecord(record)

    var raw = RawBatch(first: EventID(agent: author, sequence: 0), parents: [], length: 17)
    let root = raw.target(.text, text)
    raw.edit(.insert, root, at: 0, length: 3)
    let items = raw.target(.list, list)
    raw.slot(items, at: 0)
    let body = raw.target(.text, TestPart.body(record))
    raw.edit(.insert, body, at: 0, length: 3)
    raw.edit(.deleteForward, body, at: 0, length: 2)
    raw.edit(.deleteBackward, root, at: 2, length: 2)
    raw.slot(items, at: 1)
    raw.slot(items, at: 2, moving: record)
    raw.value(.write, raw.target(.register, TestPart.level(record)), .integer(-300))
    let links = raw.target(.set, TestPart.links())
    raw.value(.add, links, .identifier(record))
    raw.value(.remove, links, .text("é"))
    raw.value(
      .write, raw.target(.alive, ObjectAddress(record: record, key: "")), .flag(false))
    raw.text = Array("añ😀xyz".utf8)
    let batch = try #require(document.batches(after: VersionVector()).first)
    #expect(raw.encoded() == batch.payload)
    #expect(try BatchContents(decoding: raw.encoded()).encoded() == batch.payload)
  }

  // MARK: Positions

  @Test(arguments: [true, false])
  func `positions outside the text are refused`(isSide: Bool) throws {
    let fresh: (UInt64) -> RawBatch = { isSide ? sideBatch(length: $0) : batch(length: $0) }
    for position in [Int64(6), 1000, 1 << 28] {
      var raw = fresh(1)
      raw.edit(.insert, raw.target(.text, text), at: position, length: 1)
      raw.text = [0x78]
      try expectRefused(raw, .outOfRange)
    }
    for (position, length) in [(Int64(5), Int64(1)), (4, 2), (0, 6), (1 << 28, 1)] {
      var raw = fresh(UInt64(length))
      raw.edit(.deleteForward, raw.target(.text, text), at: position, length: length)
      try expectRefused(raw, .outOfRange)
    }
    var raw = fresh(1)
    raw.edit(.deleteBackward, raw.target(.text, text), at: 5, length: 1)
    try expectRefused(raw, .outOfRange)
    raw = fresh(3)
    raw.edit(.deleteBackward, raw.target(.text, text), at: 1, length: 3)
    try expectRefused(raw, .malformed(.invalid))
    raw = fresh(1)
    raw.slot(raw.target(.list, list), at: 2)
    try expectRefused(raw, .outOfRange)
    for position in [Int64(-1), .min, .max, 1 << 29] {
      raw = fresh(1)
      raw.edit(.insert, raw.target(.text, text), at: position, length: 1)
      raw.text = [0x78]
      try expectRefused(raw, .malformed(.invalid))
    }
    // Deleted by the batch itself, then deleted again.
    raw = fresh(10)
    let target = raw.target(.text, text)
    raw.edit(.deleteForward, target, at: 0, length: 5)
    raw.edit(.deleteForward, target, at: 0, length: 5)
    try expectRefused(raw, .outOfRange)
  }

  @Test func `a position that only another branch's text makes possible is refused`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("long text", at: 0, in: text)
    let raw = {
      var raw = RawBatch(first: event(0), parents: [])
      raw.edit(.insert, raw.target(.text, text), at: 5, length: 1)
      raw.text = [0x78]
      return raw
    }()
    let contents = try BatchContents(decoding: raw.encoded())
    let saved = replicas[0].saved()
    #expect(throws: DocumentError.outOfRange) { try replicas[0].receive([contents]) }
    #expect(throws: DocumentError.outOfRange) { try replicas[1].receive([contents]) }
    #expect(replicas[0].saved() == saved)
  }

  // MARK: Parents and numbers

  @Test func `parents nobody has are refused by name`() throws {
    for missing in [
      EventID(agent: attacker, sequence: 0), EventID(agent: attacker, sequence: 1),
      EventID(agent: attacker, sequence: .max),
      EventID(agent: AgentID(high: 5, low: 5), sequence: 0),
      EventID(agent: record.agent, sequence: 1_000_000),
      EventID(agent: record.agent, sequence: .max),
    ] {
      var raw = RawBatch(first: event(0), parents: document.frontier + [missing])
      raw.value(.write, raw.target(.register, TestPart.level()), .none)
      try expectRefused(raw, .missingParents([missing]))
    }
  }

  @Test func `pieces that are each other's parents are refused`() throws {
    var raw = batch()
    raw.pieces = [(1, [event(1)]), (1, [event(0)])]
    let target = raw.target(.register, TestPart.level())
    raw.value(.write, target, .none)
    raw.value(.write, target, .none)
    try expectRefused(raw, .missingParents([event(1)]))
  }

  @Test func `a parent named twice, or with its own past, is one parent`() throws {
    var raw = batch()
    raw.pieces = [(1, document.frontier + document.frontier + [record, inner, record])]
    raw.value(.write, raw.target(.register, TestPart.level()), .integer(3))
    var other = document
    try other.receive(decoding: raw.encoded())
    #expect(other.frontier == [event(0)])
    #expect(other.register(at: TestPart.level()).map(\.value) == [.integer(3)])
    // It is passed on with the parents that count, and no others.
    var plain = batch()
    plain.value(.write, plain.target(.register, TestPart.level()), .integer(3))
    var same = document
    try same.receive(decoding: plain.encoded())
    #expect(other.saved() == same.saved())
  }

  @Test func `numbers beyond the agent's next are a gap, however large`() throws {
    for first in [UInt64(1), 2, 1 << 31, 1 << 32] {
      var raw = batch()
      raw.first = first
      raw.value(.write, raw.target(.register, TestPart.level()), .none)
      try expectRefused(raw, .gap(agent: attacker, expected: 0))
    }
    for first in [UInt64(1) << 33, .max] {
      var raw = batch()
      raw.first = first
      raw.value(.write, raw.target(.register, TestPart.level()), .none)
      try expectRefused(raw, .malformed(.invalid))
    }
  }

  // MARK: Records

  @Test func `objects in records that are none are refused`() throws {
    for unknown in [
      event(0), event(1), event(.max), EventID(agent: record.agent, sequence: 0),
      EventID(agent: AgentID(high: 5, low: 5), sequence: 0), document.frontier[0],
    ] {
      var raw = batch()
      raw.value(.write, raw.target(.register, TestPart.level(unknown)), .none)
      try expectRefused(raw, .unknownRecord)
      raw = batch()
      raw.value(.write, raw.target(.alive, ObjectAddress(record: unknown, key: "")), .flag(false))
      try expectRefused(raw, .unknownRecord)
      raw = batch()
      raw.slot(raw.target(.list, TestPart.items(unknown)), at: 0)
      try expectRefused(raw, .unknownRecord)
    }
  }

  @Test func `moves of records that are none, or of another list, are refused`() throws {
    for moved in [event(0), event(1), inner, EventID(agent: record.agent, sequence: 0)] {
      var raw = batch()
      raw.slot(raw.target(.list, list), at: 0, moving: moved)
      try expectRefused(raw, .unknownRecord)
    }
    // A move is not a record either.
    var raw = batch(length: 2)
    let target = raw.target(.list, list)
    raw.slot(target, at: 0, moving: record)
    raw.slot(target, at: 0, moving: event(0))
    try expectRefused(raw, .unknownRecord)
    // Nor may a record be put into itself.
    raw = batch()
    raw.slot(raw.target(.list, TestPart.items(record)), at: 0, moving: record)
    try expectRefused(raw, .unknownRecord)
  }

  @Test func `a record may be used by the batch that makes it, from then on`() throws {
    var raw = batch(length: 3)
    raw.slot(raw.target(.list, list), at: 0)
    let body = raw.target(.text, TestPart.body(event(0)))
    raw.edit(.insert, body, at: 0, length: 2)
    raw.text = Array("ok".utf8)
    var other = document
    try other.receive(decoding: raw.encoded())
    #expect(other.string(at: TestPart.body(event(0))) == "ok")
    // Made and refused within one: nothing of the record stays.
    raw = batch(length: 3)
    raw.slot(raw.target(.list, list), at: 0)
    raw.edit(.insert, raw.target(.text, TestPart.body(event(0))), at: 1, length: 2)
    raw.text = Array("ok".utf8)
    try expectRefused(raw, .outOfRange)
  }

  @Test func `whether a record stands is a yes or a no about a record`() throws {
    var raw = batch()
    raw.value(.write, raw.target(.alive, ObjectAddress(record: record, key: "")), .integer(0))
    try expectRefused(raw, .malformed(.invalid))
    raw = batch()
    raw.value(.write, raw.target(.alive, ObjectAddress(record: record, key: "k")), .flag(false))
    try expectRefused(raw, .malformed(.invalid))
    raw = batch()
    raw.value(.write, raw.target(.alive, ObjectAddress(key: "")), .flag(false))
    try expectRefused(raw, .malformed(.invalid))
  }

  @Test func `operations on objects of another kind are refused`() throws {
    for object in [RawBatch.Object.text, .list, .set, .alive] {
      var raw = batch()
      let address = object == .alive ? ObjectAddress(record: record, key: "") : TestPart.level()
      raw.value(object == .set ? .write : .add, raw.target(object, address), .flag(true))
      try expectRefused(raw, .malformed(.invalid))
    }
    for object in [RawBatch.Object.register, .list, .set] {
      var raw = batch()
      raw.edit(.deleteForward, raw.target(object, TestPart.level()), at: 0, length: 1)
      try expectRefused(raw, .malformed(.invalid))
    }
    for key in ["", String(repeating: "k", count: 65)] {
      var raw = batch()
      raw.value(.write, raw.target(.register, ObjectAddress(key: key)), .none)
      try expectRefused(raw, .malformed(.invalid))
    }
  }
}
