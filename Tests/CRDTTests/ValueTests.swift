import CRDT
import TestSupport
import Testing

/// Registers and sets.
@Suite struct ValueTests {
  @Test func `values written at once are all kept, the greatest event's shown first`() throws {
    var replicas = Replicas(3)
    for number in 0..<3 { try replicas[number].set(.integer(Int64(number)), at: TestPart.level()) }
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(
      replicas[0].register(at: TestPart.level()).map(\.value)
        == [.integer(2), .integer(1), .integer(0)])
  }

  @Test func `a later write replaces every value it has seen, and no other`() throws {
    var replicas = Replicas(3)
    for number in 0..<3 { try replicas[number].set(.integer(Int64(number)), at: TestPart.level()) }
    try replicas[0].pull(replicas[1])
    try replicas[0].set(.text("settled"), at: TestPart.level())
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(
      replicas[1].register(at: TestPart.level()).map(\.value) == [.integer(2), .text("settled")])
  }

  @Test func `the same value written at once by two is two writes`() throws {
    var replicas = Replicas(2)
    for number in 0..<2 { try replicas[number].set(.flag(true), at: TestPart.level()) }
    try replicas.exchange()
    #expect(replicas[0].register(at: TestPart.level()).map(\.value) == [.flag(true), .flag(true)])
  }

  @Test func `a member added at the time of its removal stays`() throws {
    var replicas = Replicas(2)
    try replicas[0].add(.integer(1), toSetAt: TestPart.links())
    try replicas.exchange()
    try replicas[0].remove(.integer(1), fromSetAt: TestPart.links())
    try replicas[1].add(.integer(1), toSetAt: TestPart.links())
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(replicas[0].set(at: TestPart.links()) == [.integer(1)])
  }

  @Test func `a removal takes out every addition it has seen`() throws {
    var replicas = Replicas(3)
    for number in 0..<2 { try replicas[number].add(.integer(1), toSetAt: TestPart.links()) }
    try replicas[2].pull(replicas[0])
    try replicas[2].remove(.integer(1), fromSetAt: TestPart.links())
    try replicas[0].pull(replicas[2])
    #expect(replicas[0].set(at: TestPart.links()).isEmpty)
    try replicas.exchange()
    // The other addition it had not seen.
    #expect(replicas[0].set(at: TestPart.links()) == [.integer(1)])
    try replicas[2].remove(.integer(1), fromSetAt: TestPart.links())
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(replicas[1].set(at: TestPart.links()).isEmpty)
  }

  @Test func `members that differ only in their bytes are two, the same everywhere`() throws {
    let composed = "caf\u{E9}"
    let decomposed = "cafe\u{301}"
    var replicas = Replicas(2)
    try replicas[0].add(.text(composed), toSetAt: TestPart.links())
    try replicas[1].add(.text(decomposed), toSetAt: TestPart.links())
    try replicas.exchange()
    for document in replicas.documents {
      let members = document.set(at: TestPart.links()).map { value -> [UInt8] in
        if case .text(let text) = value { Array(text.utf8) } else { [] }
      }
      #expect(members == [Array(composed.utf8), Array(decomposed.utf8)])
    }
  }

  @Test func `every kind of value travels and is saved`() throws {
    var document = Replicas(1)[0]
    let record = try document.insertRecord(inListAt: TestPart.items(), at: 0)
    let values: [RegisterValue] = [
      .none, .flag(false), .flag(true), .integer(.min), .integer(.max), .integer(0), .text(""),
      .text("naïve 😀\r\n"), .identifier(record),
      .identifier(EventID(agent: AgentID(high: .max, low: .max), sequence: .max)),
    ]
    for value in values { try document.add(value, toSetAt: TestPart.links()) }
    let loaded = try Document(loading: document.saved())
    #expect(loaded.set(at: TestPart.links()) == values)
  }

  @Test func `keys that differ only in their bytes are two places`() throws {
    let composed = ObjectAddress(key: "caf\u{E9}")
    let decomposed = ObjectAddress(key: "cafe\u{301}")
    var replicas = Replicas(2)
    try replicas[0].write("one", at: 0, in: composed)
    try replicas[1].write("two", at: 0, in: decomposed)
    let sent = replicas[1].batches(after: VersionVector())
    try replicas.exchange()
    for document in replicas.documents {
      #expect(document.string(at: composed) == "one")
      #expect(document.string(at: decomposed) == "two")
    }
    // What is passed on is what came in, byte for byte.
    #expect(
      replicas[0].batches(after: VersionVector()).filter { $0.agent == sent[0].agent } == sent)
  }
}
