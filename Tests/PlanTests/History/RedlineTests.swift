import CRDT
import Plan
import TestSupport
import Testing

/// The difference between two versions as data.
@Suite struct RedlineTests {
  private static func text(_ part: Redline.Part, _ record: Int, _ key: String) -> [String] {
    guard let field = part.collections[0].records[record].fields.first(where: { $0.key == key }),
      case .text(let stretches) = field.content
    else { return [] }
    return stretches.map { stretch in
      let sign =
        switch stretch.change {
        case .kept: "="
        case .inserted: "+"
        case .deleted: "-"
        }
      return "\(sign)\(stretch.text)|\(stretch.by.map { "\($0.writer.high)" } ?? "")"
    }
  }

  @Test func `words have whoever wrote them, and whoever took them out`() throws {
    var one = try HistoryReplica(1)
    var two = try HistoryReplica(2)
    let need = try one.addNeed("Reading", "needs some help with reading")
    try two.pull(one)
    let from = one.part.document.frontier
    try two.write("needs daily help with reading", need)
    try one.pull(two)
    try one.write("needs daily help with reading and spelling", need)
    let redline = try Redline.Part(of: one.part, from: from, to: one.part.document.frontier)
    #expect(
      Self.text(redline, 0, "description") == [
        "=needs |1", "-some|2", "+daily|2", "= help with reading|1", "+ and spelling|1",
      ])
    let changes = Redline(parts: [redline]).changes
    #expect(changes.map(\.place.description) == ["B.1.description"])
    #expect(changes[0].by.map(\.writer) == [two.agent, one.agent])
  }

  @Test func `a word of which a letter changed is another word`() throws {
    var one = try HistoryReplica(1)
    let need = try one.addNeed("Reading", "She reads.")
    let from = one.part.document.frontier
    // As typed letter by letter: “reads” to “read”.
    let text = try one.part.document.text(
      at: ObjectAddress(record: need, key: "description"))
    try one.part.document.delete(at: 8, length: 1, in: text)
    let redline = try Redline.Part(of: one.part, from: from, to: one.part.document.frontier)
    #expect(
      Self.text(redline, 0, "description") == ["=She |1", "-reads|1", "+read|1", "=.|1"])
  }

  @Test func `what was deleted and written again the same is no difference`() throws {
    var one = try HistoryReplica(1)
    let need = try one.addNeed("Reading", "needs help")
    let from = one.part.document.frontier
    try one.write("", need)
    try one.write("needs help", need)
    try one.set("Literacy", need)
    try one.set("Reading", need)
    let redline = try Redline(of: [(one.part, from: from, to: one.part.document.frontier)])
    #expect(redline.isEmpty)
  }

  @Test func `records that came, went and moved are told, each with a hand`() throws {
    var one = try HistoryReplica(1)
    let first = try one.addNeed("First", "a")
    let second = try one.addNeed("Second", "b")
    let third = try one.addNeed("Third", "c")
    let from = one.part.document.frontier
    try one.stroke { (part: inout PartDocument) throws(ContentError) in
      try part.deleteRecord(second)
      try part.moveRecord(third, to: 0)
    }
    let fourth = try one.addNeed("Fourth", "d")
    let redline = try Redline.Part(of: one.part, from: from, to: one.part.document.frontier)
    let records = redline.collections[0].records
    #expect(records.map(\.id) == [third, first, second, fourth])
    #expect(records.map(\.numberBefore) == [3, 1, 2, nil])
    #expect(records.map(\.numberAfter) == [1, 2, nil, 3])
    let whats = Redline(parts: [redline]).changes.map(\.what)
    #expect(whats == [.recordMoved, .recordRemoved, .recordAdded])
    #expect(Self.text(redline, 2, "description") == ["-b|1"])
    #expect(Self.text(redline, 3, "description") == ["+d|1"])
  }

  @Test func `a part that did not exist is new as a whole`() throws {
    var one = try HistoryReplica(1)
    try one.addNeed("First", "a")
    let redline = try Redline(of: [(one.part, from: [], to: one.part.document.frontier)])
    #expect(redline.changes.map(\.what) == [.recordAdded])
    let stranger = EventID(agent: AgentID(high: 7, low: 7), sequence: 0)
    #expect(throws: ContentError.document(.missingParents([stranger]))) {
      try Redline(of: [(one.part, from: [stranger], to: [])])
    }
  }
}
