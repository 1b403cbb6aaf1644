import CRDT
import TestSupport
import Testing

/// Texts edited by several at once: the cases that engines get wrong.
@Suite struct TextTests {
  private let text = TestPart.body()

  /// All exchange everything, agree, and read so.
  private func expect(
    _ replicas: inout Replicas, _ expected: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try replicas.exchange()
    for document in replicas.documents {
      let bytes = Array(document.string(at: text).utf8)
      #expect(bytes == Array(expected.utf8), sourceLocation: location)
      let history = document.historyDump(at: text)
      #expect(history == replicas[0].historyDump(at: text), sourceLocation: location)
    }
  }

  private func sharing(_ count: Int, _ string: String) throws -> Replicas {
    var replicas = Replicas(count)
    try replicas[0].write(string, at: 0, in: text)
    try replicas.exchange()
    return replicas
  }

  // MARK: At one place

  @Test func `words typed forwards at one place stand one after the other`() throws {
    var replicas = Replicas(2)
    for (position, letter) in ["a", "b", "c"].enumerated() {
      try replicas[0].write(letter, at: position, in: text)
    }
    for (position, letter) in ["x", "y", "z"].enumerated() {
      try replicas[1].write(letter, at: position, in: text)
    }
    try expect(&replicas, "abcxyz")
  }

  @Test func `words typed backwards at one place do not interleave`() throws {
    var replicas = Replicas(2)
    for letter in ["c", "b", "a"] { try replicas[0].write(letter, at: 0, in: text) }
    for letter in ["z", "y", "x"] { try replicas[1].write(letter, at: 0, in: text) }
    try expect(&replicas, "abcxyz")
  }

  @Test func `three words at one place between two letters stand in order of their agents`() throws
  {
    var replicas = try sharing(3, "()")
    try replicas[2].write("three", at: 1, in: text)
    try replicas[0].write("one", at: 1, in: text)
    try replicas[1].write("two", at: 1, in: text)
    try expect(&replicas, "(onetwothree)")
  }

  @Test func `of two insertions after one letter, the one with the farther neighbour goes last`()
    throws
  {
    // Where Fugue and FugueMax part: same left origin, different right ones.
    var replicas = try sharing(3, "ab")
    try replicas[2].write("1", at: 1, in: text)
    try replicas[0].pull(replicas[2])
    try replicas[0].write("2", at: 1, in: text)
    try replicas[1].write("3", at: 1, in: text)
    try expect(&replicas, "a321b")
  }

  @Test func `a tombstone is a neighbour like any other`() throws {
    // Both insert at the place of a deleted letter, one having seen it, one not.
    var replicas = try sharing(2, "abc")
    try replicas[1].erase(at: 1, length: 1, in: text)
    try replicas[1].write("X", at: 1, in: text)
    try replicas[0].write("Y", at: 1, in: text)
    try expect(&replicas, "aYXc")
  }

  // MARK: Deletions

  @Test func `what is written inside a stretch deleted at the same time stays`() throws {
    var replicas = try sharing(2, "hello world")
    try replicas[0].erase(at: 3, length: 5, in: text)
    try replicas[1].write("X", at: 5, in: text)
    try expect(&replicas, "helXrld")
  }

  @Test func `overlapping deletions, one backspaced, take out what either took`() throws {
    var replicas = try sharing(2, "0123456789")
    try replicas[0].erase(at: 2, length: 5, in: text)
    for position in (4...8).reversed() { try replicas[1].erase(at: position, length: 1, in: text) }
    try expect(&replicas, "019")
    // Each letter taken twice names both deletions, the one backspaced in its own order.
    let history = replicas[0].textHistory(at: text)
    let taken = history.runs.filter { $0.deletions.count == 2 }
    #expect(taken.map(\.text).joined() == "456")
    let first = try #require(taken.first)
    #expect(first.deletions.contains(EventID(agent: first.first.agent, sequence: 12)))
    #expect(
      first.deletions.contains(
        EventID(agent: AgentID(high: 2, low: 0), sequence: 4)))
  }

  @Test func `a run cut in many places while it is deleted keeps every word put into it`() throws {
    var replicas = try sharing(4, "abcdefghij")
    try replicas[0].erase(at: 2, length: 7, in: text)
    try replicas[1].write("X", at: 3, in: text)
    try replicas[2].write("Y", at: 7, in: text)
    try replicas[3].erase(at: 4, length: 1, in: text)
    try replicas[3].write("Z", at: 4, in: text)
    try expect(&replicas, "abXZYj")
  }

  @Test func `deleting all and writing anew does not touch what others write meanwhile`() throws {
    var replicas = try sharing(2, "old")
    try replicas[0].erase(at: 0, length: 3, in: text)
    try replicas[0].write("new", at: 0, in: text)
    try replicas[1].write("er", at: 3, in: text)
    try expect(&replicas, "newer")
  }

  // MARK: Shapes of history

  @Test func `criss-cross merges agree`() throws {
    var replicas = Replicas(2)
    try replicas[0].write("a", at: 0, in: text)
    try replicas[1].write("b", at: 0, in: text)
    let (one, other) = (replicas[0], replicas[1])
    try replicas[0].pull(other)
    try replicas[1].pull(one)
    try replicas[0].write("c", at: 1, in: text)
    try replicas[1].write("d", at: 1, in: text)
    let (left, right) = (replicas[0], replicas[1])
    try replicas[0].pull(right)
    try replicas[1].pull(left)
    #expect(replicas[0].string(at: text) == "acdb")
    try replicas[0].erase(at: 1, length: 2, in: text)
    try replicas[1].write("e", at: 2, in: text)
    try expect(&replicas, "aeb")
  }

  @Test func `an author concurrent with herself is ordered by her own numbers`() throws {
    let author = AgentID(high: 7, low: 7)
    func event(_ sequence: UInt64) -> EventID { EventID(agent: author, sequence: sequence) }
    var first = BatchBuilder(first: event(0), parents: [])
    first.insert("abc", at: 0, in: text)
    var second = BatchBuilder(first: event(3), parents: [])
    second.insert("xyz", at: 0, in: text)
    var third = BatchBuilder(first: event(6), parents: [event(2)])
    third.delete(at: 2, length: 2, backward: true, in: text)
    var fourth = BatchBuilder(first: event(8), parents: [event(5), event(7)])
    fourth.insert("!", at: 4, in: text)

    var atOnce = Document()
    try atOnce.receive([first, second, third, fourth].map { $0.finish() })
    #expect(atOnce.string(at: text) == "axyz!")
    var single = Document()
    for builder in [first, second, third, fourth] { try single.receive([builder.finish()]) }
    #expect(single.string(at: text) == "axyz!")
    // As one batch of several pieces it is the same.
    let merged = atOnce.contents(after: VersionVector())
    #expect(merged.count == 1)
    var again = Document()
    for batch in atOnce.batches(after: VersionVector()) { try again.receive(batch) }
    #expect(again.string(at: text) == "axyz!")
    #expect(again.frontier == [event(8)])
  }

  @Test func `several beginnings and one end`() throws {
    var batches: [BatchContents] = []
    var heads: [EventID] = []
    for number in 1...5 {
      let first = EventID(agent: AgentID(high: UInt64(number), low: 0), sequence: 0)
      var builder = BatchBuilder(first: first, parents: [])
      builder.insert("\(number)\(number)", at: 0, in: text)
      batches.append(builder.finish())
      heads.append(EventID(agent: first.agent, sequence: 1))
    }
    var end = BatchBuilder(
      first: EventID(agent: AgentID(high: 9, low: 0), sequence: 0), parents: heads)
    end.delete(at: 1, length: 8, in: text)
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
      var document = Document()
      for index in order { try document.receive([batches[index]]) }
      #expect(document.frontier == heads)
      #expect(document.hasConcurrency)
      try document.receive([end.finish()])
      #expect(document.string(at: text) == "15")
      #expect(document.frontier.count == 1)
    }
  }

  // MARK: Text itself

  @Test func `positions count scalars, also inside what looks like one letter`() throws {
    let family = "👨\u{200D}👩\u{200D}👧"
    var replicas = try sharing(3, "a\(family)e\u{301}\r\n𝄞z")
    try replicas[0].erase(at: 4, length: 2, in: text)  // the second joiner and the girl
    try replicas[1].write("\u{FE0F}", at: 6, in: text)  // after the girl
    try replicas[2].erase(at: 7, length: 2, in: text)  // the accent and the carriage return
    try expect(&replicas, "a👨\u{200D}👩\u{FE0F}e\n𝄞z")
  }

  @Test func `an empty edit makes no event`() throws {
    var document = Replicas(1)[0]
    try document.write("", at: 0, in: text)
    try document.erase(at: 0, length: 0, in: text)
    #expect(document.eventCount == 0)
    #expect(document.batches(after: VersionVector()).isEmpty)
    #expect(document.frontier.isEmpty)
    #expect(document.string(at: text) == "")
    let loaded = try Document(loading: document.saved())
    #expect(loaded.eventCount == 0)
    #expect(loaded.saved() == document.saved())
  }

  @Test func `edits outside the text change nothing`() throws {
    var document = try sharing(1, "abc")[0]
    let saved = document.saved()
    let handle = try document.text(at: text)
    #expect(throws: DocumentError.outOfRange) { try document.insert("x", at: 4, in: handle) }
    #expect(throws: DocumentError.outOfRange) { try document.insert("x", at: -1, in: handle) }
    #expect(throws: DocumentError.outOfRange) { try document.delete(at: 2, length: 2, in: handle) }
    #expect(throws: DocumentError.outOfRange) { try document.delete(at: 0, length: -1, in: handle) }
    #expect(throws: DocumentError.outOfRange) {
      try document.delete(at: Int.max, length: 1, in: handle)
    }
    #expect(throws: DocumentError.outOfRange) {
      try document.delete(at: 1, length: Int.max, in: handle)
    }
    #expect(throws: DocumentError.badKey) {
      try document.text(at: ObjectAddress(key: ""))
    }
    #expect(throws: DocumentError.badKey) {
      try document.text(at: ObjectAddress(key: String(repeating: "k", count: 65)))
    }
    #expect(throws: DocumentError.noAgent) {
      var silent = Document()
      try silent.write("x", at: 0, in: text)
    }
    #expect(document.saved() == saved)
  }

  @Test func `seventy kilobytes pasted into a sentence others rewrite stay whole`() throws {
    let paste = String(repeating: "Ünder the table. ", count: 4_200)
    #expect(paste.utf8.count > 70_000)
    var replicas = try sharing(3, "before after")
    try replicas[0].write(paste, at: 7, in: text)
    try replicas[1].erase(at: 0, length: 12, in: text)
    try replicas[2].write("well ", at: 7, in: text)
    try expect(&replicas, paste + "well ")
  }

  @Test func `a paste larger than a batch travels in several`() throws {
    let paste = String(repeating: "0123456789", count: 25_000)
    let replicas = try sharing(1, paste)
    let batches = replicas[0].batches(after: VersionVector())
    #expect(batches.map(\.count) == [100_000, 100_000, 50_000])
    var other = Document()
    for batch in batches { try other.receive(batch) }
    #expect(other.string(at: text) == paste)
    #expect(other.saved() == replicas[0].saved())
  }

  // MARK: Copies

  @Test func `a copy goes its own way`() throws {
    var original = try sharing(1, "shared")[0]
    var copy = original
    copy.begin(as: AgentID(high: 99, low: 0))
    try copy.write(" copy", at: 6, in: text)
    _ = try copy.insertRecord(inListAt: TestPart.items(), at: 0)
    #expect(original.string(at: text) == "shared")
    #expect(original.records(inListAt: TestPart.items()).isEmpty)
    try original.erase(at: 0, length: 6, in: text)
    #expect(copy.string(at: text) == "shared copy")
    try original.pull(copy)
    #expect(original.string(at: text) == " copy")
  }

  @Test func `an anchor stays with its letter, and with its place when the letter is gone`() throws
  {
    var replicas = try sharing(2, "one two three")
    let anchor = try #require(replicas[0].textHistory(at: text).event(at: 4))
    try replicas[1].write("zero ", at: 0, in: text)
    try replicas.exchange()
    var found = try #require(replicas[0].textHistory(at: text).position(of: anchor))
    #expect(found.position == 9 && found.isVisible)
    try replicas[1].erase(at: 9, length: 4, in: text)
    try replicas.exchange()
    found = try #require(replicas[0].textHistory(at: text).position(of: anchor))
    #expect(found.position == 9 && !found.isVisible)
    #expect(
      replicas[0].textHistory(at: text).position(of: EventID(agent: anchor.agent, sequence: 99))
        == nil)
  }
}
