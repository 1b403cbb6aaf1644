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
}
