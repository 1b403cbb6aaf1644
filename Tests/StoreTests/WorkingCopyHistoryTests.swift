import CRDT
import Store
import Testing

/// What undoing and the private draft keep beside the log.
struct WorkingCopyHistoryTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("work.db")
  }

  private func own(_ agent: AgentID, _ first: UInt64) -> StoredBatch {
    StoredBatch(agent: agent, first: first, count: 1, payload: [UInt8(first)])
  }

  private func time(_ milliseconds: Int64) -> UnixTime { UnixTime(milliseconds: milliseconds) }

  @Test func `a batch has the time it was made at, then the server's`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    _ = try copy.append([own(agent, 0), own(agent, 1)], to: sectionB, now: time(10))
    func times() throws -> [Int64] {
      try copy.batches(of: sectionB).batches.map(\.received.milliseconds)
    }
    #expect(try times() == [10, 10])
    try copy.markStored(sectionB, agent: agent, upTo: 1, at: time(20))
    #expect(try times() == [20, 10])
    // A later acknowledgement says nothing of what was stored before.
    try copy.markStored(sectionB, agent: agent, upTo: 2, at: time(30))
    #expect(try times() == [20, 30])
    _ = try copy.receive(
      [batch(9, 0), own(agent, 1)], of: sectionB, serverCursor: 5, times: [time(25), time(29)],
      now: time(99))
    #expect(try times() == [20, 29, 25])
  }

  @Test func `strokes are kept in order, with what they take back`() throws {
    var first: Int64 = 0
    do {
      let copy = try WorkingCopy(path: path)
      let agent = try copy.drawWriter(of: sectionB)
      first = try copy.beginStroke(of: plan)
      try copy.add([own(agent, 0), own(agent, 1)], of: sectionB, to: first)
      let second = try copy.beginStroke(of: plan, reversing: first)
      try copy.add([own(agent, 2)], of: sectionB, to: second)
      try copy.renameInStrokes(own(agent, 2), of: sectionB, to: batch(7, 0))
    }
    let copy = try WorkingCopy(path: path)
    let strokes = try copy.strokes(of: plan)
    #expect(strokes.map(\.reverses) == [nil, first])
    #expect(strokes[0].stretches[sectionB]?.map(\.first.sequence) == [0, 1])
    #expect(strokes[1].stretches[sectionB] == [batch(7, 0).stretch])
    try copy.remove(plan)
    #expect(try copy.strokes(of: plan).isEmpty)
  }

  @Test func `what is in a draft is unsent, and stays so when the program ends`() throws {
    let agent: AgentID
    do {
      let copy = try WorkingCopy(path: path)
      agent = try copy.drawWriter(of: sectionB)
      _ = try copy.append([own(agent, 0)], to: sectionB, now: start)
      try copy.beginDraft(of: plan, part: "B")
      _ = try copy.append([own(agent, 1)], to: sectionB, now: start)
      _ = try copy.append([own(agent, 0)], to: PartAddress(plan: plan, name: "F"), now: start)
    }
    let copy = try WorkingCopy(path: path)
    #expect(try copy.draftParts(of: plan) == ["B"])
    #expect(try copy.privateBatches(of: plan).map(\.batch) == [own(agent, 0), own(agent, 1)])
    #expect(try copy.unsent(of: plan).count == 3)
    try copy.endDraft(of: plan, part: nil)
    #expect(try copy.privateBatches(of: plan).isEmpty)
    #expect(try copy.draftParts(of: plan) == [])
    #expect(try copy.unsent(of: plan).count == 3)
  }

  @Test func `a draft that is discarded goes to the tray, and nothing else does`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    _ = try copy.append([own(agent, 0), own(agent, 1)], to: sectionB, now: start)
    try copy.markStored(sectionB, agent: agent, upTo: 1)
    try copy.beginDraft(of: plan, part: nil)
    #expect(try copy.draftParts(of: plan) == nil)
    _ = try copy.append([own(agent, 2)], to: sectionB, now: start)
    let changed = try copy.discardDraft(of: plan, part: nil, reason: "discarded", now: start)
    #expect(changed == [sectionB])
    #expect(try copy.batches(of: sectionB).batches.map(\.batch) == [own(agent, 0)])
    #expect(try copy.tray(of: plan).map(\.batch) == [own(agent, 1), own(agent, 2)])
    #expect(try copy.draftParts(of: plan) == [])
    // Its numbers are spent.
    #expect(try copy.append([own(agent, 1)], to: sectionB, now: start) == [.retiredAgent])
  }

  @Test func `a server that asks for everything again is not given the draft`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    _ = try copy.append([own(agent, 0)], to: sectionB, now: start)
    try copy.markStored(sectionB, agent: agent, upTo: 1)
    try copy.beginDraft(of: plan, part: nil)
    _ = try copy.append([own(agent, 1)], to: sectionB, now: start)
    try copy.beginEpoch(2)
    #expect(try copy.unsent(of: plan).count == 2)
    #expect(try copy.privateBatches(of: plan).map(\.batch) == [own(agent, 1)])
  }
}
