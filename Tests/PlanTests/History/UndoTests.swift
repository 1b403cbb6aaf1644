import CRDT
import Plan
import TestSupport
import Testing

/// Undoing and doing again one's own work, alone and among others.
@Suite struct UndoTests {
  private struct Pair {
    var one: HistoryReplica
    var two: HistoryReplica
    let need: EventID

    init(_ description: String) throws {
      one = try HistoryReplica(1)
      two = try HistoryReplica(2)
      need = try one.addNeed("Reading", description)
      try two.pull(one)
    }

    mutating func exchange() throws {
      try one.pull(two)
      try two.pull(one)
      #expect(one.dump == two.dump)
    }
  }

  @Test func `an edit is undone and done again, as often as one likes`() throws {
    var pair = try Pair("needs some help with reading")
    try pair.one.write("needs daily help with reading and spelling", pair.need)
    for _ in 0..<4 {
      #expect(try pair.one.undo() == [])
      #expect(pair.one.text(pair.need) == "needs some help with reading")
      #expect(try pair.one.redo() == [])
      #expect(pair.one.text(pair.need) == "needs daily help with reading and spelling")
      try pair.exchange()
    }
  }

  @Test func `only one's own words go, whatever others wrote around them`() throws {
    var pair = try Pair("needs help")
    try pair.one.write("needs daily help with reading", pair.need)
    try pair.exchange()
    try pair.two.write("She needs daily patient help with reading", pair.need)
    try pair.exchange()
    try pair.one.undo()
    #expect(pair.one.text(pair.need) == "She needs patient help")
    try pair.exchange()
    try pair.two.undo()
    #expect(pair.two.text(pair.need) == "needs help")
    try pair.one.redo()
    try pair.exchange()
    #expect(pair.one.text(pair.need) == "needs daily help with reading")
  }

  @Test func `words that come back are still their writer's, and comments follow them`() throws {
    var pair = try Pair("needs regular support in class")
    try pair.two.stroke { (part: inout PartDocument) throws(ContentError) in
      _ = try part.addComment(
        "How long?", at: Place(part: part.id, record: pair.need, field: "description"),
        quote: "regular support")
    }
    try pair.exchange()
    try pair.two.write("needs class", pair.need)
    #expect(pair.two.part.view().comments[0].range == nil)
    try pair.two.undo()
    try pair.exchange()
    #expect(pair.one.text(pair.need) == "needs regular support in class")
    #expect(pair.one.part.view().comments[0].range == 6..<21)
    let blame = try pair.one.part.blame(
      field: "description", of: pair.need, by: Attributions(of: pair.one.part)
    ) {
      $0.isSameHand(as: $1)
    }
    #expect(blame.map(\.by.writer) == [1, 1, 1].map { AgentID(high: $0, low: $0) })
    #expect(blame.map(\.by.restorer) == [nil, AgentID(high: 2, low: 2), nil])
    #expect(blame.map(\.text) == ["needs ", "regular support in ", "class"])
  }

  @Test func `words two people deleted stay deleted when one changes her mind`() throws {
    var pair = try Pair("keep this drop that")
    try pair.one.write("keep this", pair.need)
    try pair.two.write("keep this", pair.need)
    try pair.exchange()
    try pair.one.undo()
    try pair.exchange()
    #expect(pair.one.text(pair.need) == "keep this")
    try pair.two.undo()
    #expect(pair.two.text(pair.need) == "keep this")
  }

  @Test func `a value gives way to the one before, unless another has written since`() throws {
    var pair = try Pair("")
    try pair.one.set("Reading words", pair.need)
    try pair.one.set("Reading single words", pair.need)
    func title(_ replica: HistoryReplica) -> String {
      replica.part.view().collections[0].records[0].text("title")
    }
    try pair.one.undo()
    #expect(title(pair.one) == "Reading words")
    try pair.one.undo()
    #expect(title(pair.one) == "Reading")
    try pair.one.redo()
    try pair.one.redo()
    #expect(title(pair.one) == "Reading single words")
    try pair.exchange()
    try pair.two.set("Literacy", pair.need)
    try pair.exchange()
    let obstacles = try #require(try pair.one.undo())
    #expect(title(pair.one) == "Literacy")
    guard case .writtenSince(let place, let by) = obstacles.first else {
      Issue.record("\(obstacles)")
      return
    }
    #expect(place.description == "B.1.title")
    #expect(by == pair.two.agent)
  }

  @Test func `a value written at the same time as another's gives way to that`() throws {
    var pair = try Pair("")
    try pair.one.set("One", pair.need)
    try pair.two.set("Two", pair.need)
    try pair.exchange()
    #expect(pair.one.part.view().collections[0].records[0].text("title") == "Two")
    try pair.two.undo()
    try pair.exchange()
    #expect(pair.one.part.view().collections[0].records[0].text("title") == "One")
  }

  @Test func `a record that others have worked on is left`() throws {
    var pair = try Pair("")
    let own = try pair.one.addNeed("Attention", "is easily distracted")
    try pair.exchange()
    try pair.two.write("is easily distracted by noise", own)
    try pair.exchange()
    #expect(
      try pair.one.undo() == [
        .othersWork(
          Place(part: PartID("B"), collection: "needs", record: own, number: 2),
          by: [pair.two.agent])
      ])
    #expect(pair.one.needs.count == 2)
    #expect(pair.one.text(own) == "is easily distracted by noise")
  }

  @Test func `records that were added, deleted or moved go back, and forth again`() throws {
    var pair = try Pair("")
    let second = try pair.one.addNeed("Attention")
    let third = try pair.one.addNeed("Speech", "soft voice")
    try pair.one.stroke { (part: inout PartDocument) throws(ContentError) in
      try part.moveRecord(third, to: 0)
    }
    try pair.one.stroke { (part: inout PartDocument) throws(ContentError) in
      try part.deleteRecord(second)
    }
    let states: [[EventID]] = [
      [third, pair.need], [third, pair.need, second], [pair.need, second, third],
      [pair.need, second], [pair.need],
    ]
    for state in states.dropFirst() {
      try pair.one.undo()
      #expect(pair.one.needs == state)
    }
    for state in states.reversed().dropFirst() {
      try pair.one.redo()
      #expect(pair.one.needs == state)
    }
    #expect(pair.one.text(third) == "soft voice")
  }

  @Test func `links and comments are undone too`() throws {
    var pair = try Pair("needs help")
    let comment = try pair.one.stroke { (part: inout PartDocument) throws(ContentError) in
      try part.addComment("Why?", at: Place(part: part.id, record: pair.need))
    }
    try pair.exchange()
    #expect(pair.two.part.view().comments.map(\.id) == [comment])
    try pair.one.undo()
    try pair.exchange()
    #expect(pair.two.part.view().comments.isEmpty)
    try pair.one.redo()
    #expect(pair.one.part.view().comments.map(\.body) == ["Why?"])
  }
}
