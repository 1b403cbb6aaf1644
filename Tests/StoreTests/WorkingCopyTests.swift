import CRDT
import Store
import Testing

struct WorkingCopyTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("work.db")
  }

  private func own(_ agent: AgentID, _ first: UInt64, _ payload: UInt8 = 1) -> StoredBatch {
    StoredBatch(agent: agent, first: first, count: 1, payload: [payload])
  }

  private func unsent(_ copy: borrowing WorkingCopy) throws -> [StoredBatch] {
    try copy.unsent(of: plan).map(\.batch)
  }

  private func log(
    _ copy: borrowing WorkingCopy, _ part: PartAddress = sectionB
  ) throws -> [StoredBatch] {
    try copy.batches(of: part).batches.map(\.batch)
  }

  @Test func `work is unsent until the server has stored it, also after reopening`() throws {
    let agent: AgentID
    do {
      let copy = try WorkingCopy(path: path)
      agent = try copy.drawWriter(of: sectionB)
      _ = try copy.append([own(agent, 0), own(agent, 1), own(agent, 2)], to: sectionB, now: start)
      try copy.markStored(sectionB, agent: agent, upTo: 2)
    }
    let copy = try WorkingCopy(path: path)
    #expect(try unsent(copy) == [own(agent, 2)])
    #expect(try log(copy).count == 3)
    #expect(try copy.ownAgents() == [agent])
    #expect(try copy.drawWriter(of: sectionB) != agent)
  }

  @Test func `an agent that was not drawn here cannot write here`() throws {
    let copy = try WorkingCopy(path: path)
    #expect(try copy.append([batch(1, 0)], to: sectionB, now: start) == [.foreignAgent])
  }

  @Test func `own work that comes back is known to be stored`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    _ = try copy.append([own(agent, 0), own(agent, 1)], to: sectionB, now: start)
    let outcomes = try copy.receive(
      [batch(9, 0), own(agent, 0)], of: sectionB, serverCursor: 7, now: start)
    #expect(outcomes == [.stored(cursor: 3), .duplicate(cursor: 1)])
    #expect(try unsent(copy) == [own(agent, 1)])
    #expect(try copy.partStates(of: plan).map(\.serverCursor) == [7])
  }

  @Test func `the server's cursor stays while a batch does not fit`() throws {
    let copy = try WorkingCopy(path: path)
    let outcomes = try copy.receive(
      [batch(9, 3), batch(8, 0)], of: sectionB, serverCursor: 7, now: start)
    #expect(outcomes == [.gap(expected: 0), .stored(cursor: 1)])
    #expect(try copy.partStates(of: plan).map(\.serverCursor) == [0])
    _ = try copy.receive(
      [batch(9, 0, count: 3), batch(9, 3), batch(8, 0)], of: sectionB, serverCursor: 7, now: start)
    #expect(try copy.partStates(of: plan).map(\.serverCursor) == [7])
  }

  @Test func `a damaged batch is refilled from the server`() throws {
    let copy = try WorkingCopy(path: path)
    _ = try copy.receive([batch(9, 0), batch(9, 1)], of: sectionB, serverCursor: 7, now: start)
    try tamper(path) { (connection) throws(StoreError) in
      try connection.run("UPDATE batch SET payload = x'00' WHERE cursor = 2")
    }
    #expect(throws: StoreError.damaged(part: sectionB, cursor: 2)) { try log(copy) }
    #expect(try copy.damagedBatches(of: sectionB) == [2])
    try copy.rereadFromServer(sectionB)
    #expect(try copy.partStates(of: plan).map(\.serverCursor) == [0])
    let outcomes = try copy.receive(
      [batch(9, 0), batch(9, 1)], of: sectionB, serverCursor: 7, now: start)
    #expect(outcomes == [.duplicate(cursor: 1), .repaired(cursor: 2)])
    #expect(try log(copy) == [batch(9, 0), batch(9, 1)])
    #expect(try copy.partStates(of: plan).map(\.serverCursor) == [7])
  }

  @Test func `refused work leaves the log for the tray, and its agent writes no more`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    let work = [own(agent, 0), own(agent, 1), own(agent, 2)]
    _ = try copy.append(work, to: sectionB, now: start)
    _ = try copy.append([own(agent, 0)], to: sectionF, now: start)
    try copy.saveSnapshot(Snapshot(cursor: 3, content: [1]), of: sectionB)
    try copy.markStored(sectionB, agent: agent, upTo: 1)
    try copy.refuse(sectionB, agent: agent, from: 1, reason: "not-permitted", now: start)

    #expect(try log(copy) == [work[0]])
    #expect(try unsent(copy) == [own(agent, 0)], "section F is not touched")
    let tray = try copy.tray(of: plan)
    #expect(tray.map(\.batch) == [work[1], work[2]])
    #expect(tray.allSatisfy { $0.part == sectionB && $0.reason == "not-permitted" })
    #expect(try copy.snapshot(of: sectionB) == nil, "it held what was taken back")
    #expect(try copy.append([own(agent, 1, 9)], to: sectionB, now: start) == [.retiredAgent])

    try copy.removeFromTray(tray[0].id)
    #expect(try copy.tray(of: plan).map(\.batch) == [work[2]])
    #expect(throws: StoreError.absent(table: "tray")) { try copy.removeFromTray(tray[0].id) }
  }

  @Test func `unsent work moves to a new agent, whole or not at all`() throws {
    let copy = try WorkingCopy(path: path)
    let cloned = try copy.drawWriter(of: sectionB)
    let fresh = try copy.drawWriter(of: sectionB)
    _ = try copy.append([own(cloned, 0), own(cloned, 1, 2)], to: sectionB, now: start)
    try copy.markStored(sectionB, agent: cloned, upTo: 1)
    let theirs = own(cloned, 1, 99)
    #expect(
      try copy.receive([theirs], of: sectionB, serverCursor: 5, now: start) == [.impersonation])

    #expect(throws: StoreError.replacementRefused([.gap(expected: 0)])) {
      try copy.replaceUnsent(of: [cloned], in: sectionB, by: [own(fresh, 4)], now: start)
    }
    #expect(try unsent(copy) == [own(cloned, 1, 2)])

    _ = try copy.replaceUnsent(of: [cloned], in: sectionB, by: [own(fresh, 0, 2)], now: start)
    #expect(try unsent(copy) == [own(fresh, 0, 2)])
    #expect(
      try copy.receive([theirs], of: sectionB, serverCursor: 5, now: start)
        == [.stored(cursor: 4)])
    #expect(try copy.append([own(cloned, 2)], to: sectionB, now: start) == [.retiredAgent])
  }

  @Test func `a withheld part leaves nothing but the tray`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    _ = try copy.receive([batch(9, 0)], of: sectionB, serverCursor: 3, now: start)
    _ = try copy.append([own(agent, 0)], to: sectionB, now: start)
    try copy.setPermission("edit", in: sectionB)
    try copy.withhold(sectionB, reason: "withheld", now: start)
    #expect(try copy.parts(of: plan) == [])
    #expect(try copy.partStates(of: plan) == [])
    #expect(try log(copy) == [])
    #expect(try copy.tray(of: plan).map(\.batch) == [own(agent, 0)])
    #expect(try copy.append([own(agent, 0, 9)], to: sectionB, now: start) == [.retiredAgent])
  }

  @Test func `a restored server is offered everything made here again`() throws {
    let copy = try WorkingCopy(path: path)
    let agent = try copy.drawWriter(of: sectionB)
    _ = try copy.append([own(agent, 0), own(agent, 1)], to: sectionB, now: start)
    _ = try copy.receive([own(agent, 0), batch(9, 0)], of: sectionB, serverCursor: 9, now: start)
    try copy.markStored(sectionB, agent: agent, upTo: 2)
    #expect(try unsent(copy) == [])
    try copy.beginEpoch(2)
    #expect(try unsent(copy) == [own(agent, 0), own(agent, 1)])
    #expect(try copy.partStates(of: plan).map(\.serverCursor) == [0])
    #expect(try copy.value(of: .epoch) == "2")
  }

  @Test func `plans, people and settings are remembered`() throws {
    let copy = try WorkingCopy(path: path)
    let record = PlanRecord(
      id: plan, reference: "MK-0412", pack: "England", packVersion: "1", preset: "co-written",
      phase: "gather", created: start)
    try copy.save(KnownPlan(plan: record, role: "ep"))
    try copy.save(KnownPlan(plan: record, role: "caseworker"))
    #expect(try copy.knownPlans() == [KnownPlan(plan: record, role: "caseworker")])

    let okoro = Person(account: AccountIdentifier("a1"), name: "M. Okoro", role: "caseworker")
    try copy.setPeople([okoro], authors: [agent(1): okoro.account], of: plan)
    #expect(try copy.people(of: plan) == [okoro])
    #expect(try copy.author(of: agent(1)) == okoro.account)
    #expect(try copy.author(of: agent(2)) == nil)

    for setting in Setting.allCases {
      #expect(try copy.value(of: setting) == nil)
      try copy.set(setting, to: setting.rawValue)
      #expect(try copy.value(of: setting) == setting.rawValue)
    }
    try copy.set(.currentPlan, to: nil)
    #expect(try copy.value(of: .currentPlan) == nil)

    try copy.setPermission("read", in: sectionB)
    #expect(
      try copy.partStates(of: plan)
        == [PartState(part: sectionB, serverCursor: 0, permission: "read")])
    try copy.remove(plan)
    #expect(try copy.knownPlans() == [] && copy.people(of: plan) == [])
    #expect(try copy.parts(of: plan) == [])
  }

  @Test func `a second process waits, then is refused`() throws {
    let copy = try WorkingCopy(path: path)
    #expect(throws: StoreError.inUse(path: path + ".lock")) {
      _ = try WorkingCopy(path: path, patience: 60)
    }
    _ = consume copy
    _ = try WorkingCopy(path: path)
  }
}
