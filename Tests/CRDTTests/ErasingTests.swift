import CRDT
import TestSupport
import Testing

/// Erasing what was written, while everything stays in its place.
struct ErasingTests {
  private let text = ObjectAddress(key: "text")
  private let block = String(BatchContent.erasedScalar)
  private let server = AgentID(high: 0x5E, low: 0x5E)

  /// The first agent's events that hold `scalars` of what it typed first.
  private func erasure(_ document: Document, _ events: Range<UInt64>) throws -> Erasure {
    Erasure(agent: try #require(document.agent), events: events)
  }

  private func eraser(_ document: Document) -> Document {
    var copy = document
    copy.begin(as: server)
    return copy
  }

  @Test func `a word is blanked on every replica, and lengths stay`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("Jack reads. Añ😀!", at: 0, in: text)
    try replicas[1].pull(replicas[0])
    var eraser = eraser(replicas[0])
    try eraser.erase([try erasure(replicas[0], 0..<4), try erasure(replicas[0], 12..<15)])
    for index in 0..<2 {
      try replicas[index].pull(eraser)
      #expect(
        replicas[index].string(at: text)
          == "\(block)\(block)\(block)\(block) reads. \(block)\(block)\(block)!")
      #expect(replicas[index].erasures == eraser.erasures)
    }
    let whole = replicas[0].batches(after: VersionVector())
    #expect(whole == eraser.batches(after: VersionVector()))
    let stored = replicas[0].saved()
    #expect(!contains("Jack", stored) && !contains("😀", stored))
  }

  @Test func `an edit at the same time merges as ever`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("see Jack today", at: 0, in: text)
    try replicas[1].pull(replicas[0])
    var eraser = eraser(replicas[0])
    try eraser.erase([try erasure(replicas[0], 4..<8)])
    try replicas[1].write("y", at: 6, in: text)
    try replicas[1].erase(at: 9, length: 6, in: text)
    try replicas[0].write("!", at: 14, in: text)
    for index in 0..<2 {
      try replicas[index].pull(eraser)
      try eraser.pull(replicas[index])
    }
    for index in 0..<2 { try replicas[index].pull(eraser) }
    let expected = "see \(block)\(block)y\(block)\(block)!"
    #expect(replicas[0].string(at: text) == expected)
    #expect(replicas[1].string(at: text) == expected)
    #expect(eraser.string(at: text) == expected)
    var rebuilt = replicas[1]
    rebuilt.rebuild(passingStraightThrough: false)
    #expect(rebuilt.string(at: text) == expected)
  }

  @Test func `erasing twice changes nothing more`() throws {
    var replicas = Replicas(1)
    try replicas[0].write("Jack", at: 0, in: text)
    let erasure = try erasure(replicas[0], 0..<4)
    var eraser = eraser(replicas[0])
    try eraser.erase([erasure])
    let once = eraser.string(at: text)
    try eraser.erase([erasure])
    #expect(eraser.string(at: text) == once)
    #expect(eraser.erasures == [erasure])
  }

  @Test func `deleted words and old versions are blanked too`() throws {
    var replicas = Replicas(1)
    try replicas[0].write("dear Jack", at: 0, in: text)
    let before = replicas[0].frontier
    try replicas[0].erase(at: 4, length: 5, in: text)
    var eraser = eraser(replicas[0])
    try eraser.erase([try erasure(replicas[0], 5..<9)])
    let blank = String(repeating: block, count: 4)
    #expect(eraser.string(at: text) == "dear")
    #expect(try eraser.version(at: before).string(at: text) == "dear \(blank)")
    #expect(eraser.textHistory(at: text).runs.map(\.text).joined() == "dear \(blank)")
  }

  @Test func `a value in a register is blanked, one in a set is not`() throws {
    var replicas = Replicas(1)
    try replicas[0].set(.text("Jack"), at: ObjectAddress(key: "name"))
    try replicas[0].set(.integer(1_234_567), at: ObjectAddress(key: "number"))
    try replicas[0].add(.text("link"), toSetAt: ObjectAddress(key: "links"))
    var eraser = eraser(replicas[0])
    try eraser.erase([try erasure(replicas[0], 0..<3)])
    #expect(eraser.register(at: ObjectAddress(key: "name")).map(\.value) == [.text(block)])
    #expect(eraser.register(at: ObjectAddress(key: "number")).map(\.value) == [.none])
    #expect(eraser.set(at: ObjectAddress(key: "links")) == [.text("link")])
  }

  @Test func `saved and loaded, it is the same document`() throws {
    var replicas = Replicas(1)
    try replicas[0].write("see Jack today", at: 0, in: text)
    var eraser = eraser(replicas[0])
    try eraser.erase([try erasure(replicas[0], 4..<8)])
    let saved = eraser.saved()
    let loaded = try Document(loading: saved)
    #expect(loaded.string(at: text) == eraser.string(at: text))
    #expect(loaded.saved() == saved)
  }

  @Test func `a document loaded again still knows what is erased`() throws {
    var replicas = Replicas(1)
    try replicas[0].write("Jack", at: 0, in: text)
    var eraser = eraser(replicas[0])
    try eraser.erase([try erasure(replicas[0], 0..<6)])
    var loaded = try Document(trusting: eraser.saved())
    try replicas[0].write(" Doe", at: 4, in: text)
    try loaded.pull(replicas[0])
    #expect(loaded.string(at: text) == String(repeating: block, count: 6) + "oe")
  }

  @Test func `events that come after their erasure are blanked as they come`() throws {
    var replicas = Replicas(1)
    try replicas[0].write("Jack", at: 0, in: text)
    var eraser = Document()
    eraser.begin(as: server)
    try eraser.erase([try erasure(replicas[0], 0..<4)])
    try eraser.pull(replicas[0])
    #expect(eraser.string(at: text) == String(repeating: block, count: 4))
  }

  @Test(arguments: ["", "x", "1-0+1", "+1", "0-0+0", "0-0+01"])
  func `what is no erasure is passed over`(_ text: String) throws {
    let name = text.replacing("0-", with: String(repeating: "0", count: 32) + "-")
    #expect(Erasure(name) == nil)
    var replicas = Replicas(1)
    try replicas[0].write("Jack", at: 0, in: self.text)
    try replicas[0].add(.text(name), toSetAt: Erasure.address)
    #expect(replicas[0].erasures.isEmpty)
    #expect(replicas[0].string(at: self.text) == "Jack")
  }

  @Test func `erasures are joined where they touch`() {
    let one = AgentID(high: 0, low: 1)
    let two = AgentID(high: 0, low: 2)
    let joined = Erasure.joined([
      Erasure(agent: two, events: 5..<6), Erasure(agent: one, events: 3..<9),
      Erasure(agent: one, events: 0..<3), Erasure(agent: one, events: 4..<5),
      Erasure(agent: one, events: 20..<20),
    ])
    #expect(
      joined == [Erasure(agent: one, events: 0..<9), Erasure(agent: two, events: 5..<6)])
    #expect(joined.map { Erasure($0.description) } == joined)
  }

  private func contains(_ words: String, _ bytes: [UInt8]) -> Bool {
    let words = Array(words.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: words) }
  }
}
