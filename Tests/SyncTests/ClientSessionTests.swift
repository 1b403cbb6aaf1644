import CRDT
import Sync
import Testing

/// One client, response by response.
struct ClientSessionTests {
  private let own = AgentID(high: 0, low: 1)
  private let later = AgentID(high: 0, low: 2)
  private let other = AgentID(high: 0, low: 9)

  /// Two batches of one agent, then one of a later session, all unsynced in part B.
  private var queue: [StoredBatch] {
    [
      Writing(mark: 1).batch(own, first: 0, count: 2), Writing(mark: 2).batch(own, first: 2),
      Writing(mark: 3).batch(later, first: 0),
    ]
  }

  private func session(unsynced: [StoredBatch], held: [StoredBatch] = []) -> ClientSession {
    var vector = VersionVector()
    for batch in held + unsynced { vector[batch.agent] = batch.end ?? 0 }
    let part = ClientPart(cursor: 10, held: vector, unsynced: unsynced)
    return ClientSession(epoch: 5, parts: ["B": part], writers: [later], firstRound: 100)
  }

  private func refuse(_ index: Int, _ code: RefusalCode) -> SyncResponse.Part {
    let batch = queue[index]
    let taken = queue.prefix(index)
    return .init(
      name: "B",
      acknowledged: taken.map { .init(agent: $0.agent, next: $0.end ?? 0) },
      refused: [.init(agent: batch.agent, first: batch.first, count: batch.count, code: code)],
      cursor: 10)
  }

  private func next(
    _ session: inout ClientSession, limit: Int = SyncLimits.usualBytes
  ) throws -> SyncRequest {
    let request = session.generate(limit: limit)
    return try #require(request)
  }

  /// The actions by which a session with `queue` answers one part of a response to its push.
  private func actions(
    _ part: SyncResponse.Part, session: inout ClientSession
  ) throws -> [ClientAction] {
    let request = try next(&session)
    return session.receive(SyncResponse(round: request.round, epoch: 5, parts: [part]))
  }

  @Test func `with nothing to do there is no request until a pull is asked for`() throws {
    var session = session(unsynced: [])
    #expect(try actions(.init(name: "B", cursor: 10), session: &session) == [.even])
    #expect(session.generate() == nil)
    session.pull()
    #expect(session.generate() != nil)
  }

  @Test func `an acknowledgement marks only what was sent and is covered`() throws {
    var session = session(unsynced: queue)
    let part = SyncResponse.Part(
      name: "B", acknowledged: [.init(agent: own, next: 2)], cursor: 10)
    #expect(
      try actions(part, session: &session)
        == [.markStored(part: "B", agent: own, next: 2), .again])
    #expect(session.parts["B"]?.unsynced == Array(queue.dropFirst()))
  }

  @Test func `an acknowledgement of what was not sent is not believed`() throws {
    var session = session(unsynced: queue)
    let request = try next(&session, limit: 1)
    #expect(request.parts.first?.push == [queue[0]])
    let part = SyncResponse.Part(
      name: "B", acknowledged: [.init(agent: own, next: 3)], cursor: 10)
    _ = session.receive(SyncResponse(round: request.round, epoch: 5, parts: [part]))
    #expect(session.parts["B"]?.unsynced == Array(queue.dropFirst()))
  }

  @Test func `a late, doubled or foreign response has no effect`() throws {
    var session = session(unsynced: queue)
    let first = try next(&session)
    let second = try next(&session)
    let part = SyncResponse.Part(
      name: "B", acknowledged: [.init(agent: own, next: 3)], cursor: 10)
    let late = SyncResponse(round: first.round, epoch: 4, parts: [part])
    #expect(session.receive(late).isEmpty)
    let inTime = SyncResponse(round: second.round, epoch: 5, parts: [part])
    #expect(!session.receive(inTime).isEmpty)
    #expect(session.receive(inTime).isEmpty)
  }

  @Test func `refused work takes its followers to the tray and lets the rest flow on`() throws {
    var session = session(unsynced: queue)
    let cause = EventID(agent: own, sequence: 0)
    let moved = try actions(refuse(0, .notPermitted), session: &session)
    guard case .moveToTray("B", let batches) = moved.first else {
      Issue.record("no tray: \(moved)")
      return
    }
    #expect(batches.map(\.batch) == Array(queue[0...1]))
    #expect(batches.map(\.code) == [.notPermitted, .notPermitted])
    #expect(batches.map(\.follows) == [nil, cause])
    #expect(session.generate()?.parts.first?.push == [queue[2]])
    #expect(throws: SyncError.agentRetired) {
      try session.enqueue(Writing(mark: 4).batch(own, first: 3), in: "B")
    }
  }

  @Test func `what builds on refused work follows it when the server says so`() throws {
    var session = session(unsynced: queue)
    _ = try actions(refuse(0, .phaseForbids), session: &session)
    let missing = RefusalCode.missingParent(EventID(agent: own, sequence: 1))
    var answer = refuse(2, missing)
    answer.acknowledged = []
    let moved = try actions(answer, session: &session)
    guard case .moveToTray("B", let batches) = moved.first else {
      Issue.record("no tray: \(moved)")
      return
    }
    #expect(batches.map(\.batch) == [queue[2]])
    #expect(moved.last == .even)
  }

  @Test func `an unknown code keeps the work for its author`() throws {
    var session = session(unsynced: queue)
    let moved = try actions(refuse(0, .unknown(code: 99, detail: [])), session: &session)
    #expect(moved.contains { if case .moveToTray = $0 { true } else { false } })
  }

  @Test(arguments: [RefusalCode.impersonation, .agentBelongsToAnother])
  func `a name used elsewhere moves everything from there on`(code: RefusalCode) throws {
    var session = session(unsynced: queue)
    let moved = Array(queue[1...])
    #expect(
      try actions(refuse(1, code), session: &session) == [
        .markStored(part: "B", agent: own, next: 2), .takeOut(part: "B", batches: moved),
        .rekey(part: "B", agent: own, batches: moved), .even,
      ])
  }

  @Test func `moving work to fresh agents over and over ends in the tray`() throws {
    var session = session(unsynced: [])
    var rekeys = 0
    for attempt in 0..<10 as Range<UInt64> {
      let agent = AgentID(high: 7, low: attempt)
      try session.enqueue(Writing(mark: 1).batch(agent, first: 0), in: "B")
      let refusal = SyncResponse.Refusal(
        agent: agent, first: 0, count: 1, code: .agentBelongsToAnother)
      let answer = SyncResponse.Part(name: "B", refused: [refusal], cursor: 10)
      let actions = try actions(answer, session: &session)
      if actions.contains(where: { if case .moveToTray = $0 { true } else { false } }) { break }
      rekeys += 1
    }
    #expect(rekeys == SyncLimits.rekeysWithoutProgress)
  }

  @Test func `a gap makes the missing batches go again, before the rest`() throws {
    let stored = Writing(mark: 0).batch(own, first: 0, count: 2)
    let unsynced = Writing(mark: 1).batch(own, first: 2)
    var session = session(unsynced: [unsynced], held: [stored])
    let refusal = SyncResponse.Refusal(
      agent: own, first: 2, count: 1, code: .gap(expected: 0))
    let gap = SyncResponse.Part(name: "B", refused: [refusal], cursor: 10)
    #expect(
      try actions(gap, session: &session)
        == [.resend(part: "B", from: EventID(agent: own, sequence: 0)), .wait])
    #expect(session.generate() == nil)
    #expect(session.resend([stored], in: "B").isEmpty)
    #expect(session.generate()?.parts.first?.push == [stored, unsynced])
  }

  @Test func `what cannot be sent again leaves its followers in the tray`() throws {
    let stored = Writing(mark: 0).batch(own, first: 0, count: 2)
    let unsynced = Writing(mark: 1).batch(own, first: 2)
    var session = session(unsynced: [unsynced], held: [stored])
    let refusal = SyncResponse.Refusal(
      agent: own, first: 2, count: 1, code: .gap(expected: 0))
    _ = try actions(.init(name: "B", refused: [refusal], cursor: 10), session: &session)
    let expected = RefusedBatchSummary(batch: unsynced, code: .gap(expected: 0))
    #expect(RefusedBatchSummary.all(in: session.resend([], in: "B")) == [expected])
  }

  @Test func `a missing parent of another author is waited for, aloud`() throws {
    let theirs = Writing(mark: 0).batch(other, first: 0)
    var session = session(unsynced: queue, held: [theirs])
    let event = EventID(agent: other, sequence: 0)
    let answer = refuse(0, .missingParent(event))
    #expect(
      try actions(answer, session: &session) == [.resend(part: "B", from: event), .wait])
    // Its author sends it again; it is held already, and still lets the push go on.
    session.pull()
    let entry = LogEntry(cursor: 12, batch: theirs)
    _ = try actions(.init(name: "B", entries: [entry], cursor: 12), session: &session)
    #expect(session.parts["B"]?.unsynced == queue)
    session.pull()
    #expect(session.generate()?.parts.first?.push == queue)
  }

  @Test func `an own batch that comes back is stored, not applied twice`() throws {
    var session = session(unsynced: queue)
    let entry = LogEntry(cursor: 12, batch: queue[0])
    let answer = SyncResponse.Part(name: "B", entries: [entry], cursor: 12)
    #expect(
      try actions(answer, session: &session).prefix(2) == [
        .markStored(part: "B", agent: own, next: 2), .store(part: "B", entries: [], cursor: 12),
      ])
  }

  @Test func `equal names with other content are taken out before the other is stored`() throws {
    var session = session(unsynced: queue)
    let foreign = LogEntry(cursor: 12, batch: Writing(mark: 8).batch(own, first: 0, count: 4))
    let answer = SyncResponse.Part(name: "B", entries: [foreign], cursor: 12)
    #expect(
      try actions(answer, session: &session) == [
        .takeOut(part: "B", batches: queue),
        .store(part: "B", entries: [foreign], cursor: 12),
        .rekey(part: "B", agent: own, batches: queue), .even,
      ])
  }

  @Test func `a server that knows more of the writer than the writer retires it`() throws {
    var session = session(unsynced: [])
    let foreign = LogEntry(cursor: 12, batch: Writing(mark: 8).batch(later, first: 0))
    let answer = SyncResponse.Part(name: "B", entries: [foreign], cursor: 12)
    #expect(
      try actions(answer, session: &session)
        .contains(.rekey(part: "B", agent: later, batches: [])))
    #expect(throws: SyncError.agentRetired) {
      try session.enqueue(Writing(mark: 9).batch(later, first: 1), in: "B")
    }
  }

  @Test func `a hole in what was pulled is read once more, then reported`() throws {
    var session = session(unsynced: [])
    let beyond = LogEntry(cursor: 12, batch: Writing(mark: 8).batch(other, first: 4))
    let answer = SyncResponse.Part(name: "B", entries: [beyond], cursor: 12)
    #expect(
      try actions(answer, session: &session)
        == [.store(part: "B", entries: [], cursor: 0), .again])
    #expect(
      try actions(answer, session: &session)
        == [.reportHole(part: "B", event: EventID(agent: other, sequence: 0)), .even])
  }

  @Test func `a part withheld keeps unsynced work in the tray`() throws {
    var session = session(unsynced: queue)
    let request = try next(&session)
    let response = SyncResponse(round: request.round, epoch: 5, withheld: ["B"])
    let actions = session.receive(response)
    #expect(RefusedBatchSummary.all(in: actions).map(\.batch) == queue)
    #expect(actions.suffix(2) == [.withhold(part: "B"), .even])
    #expect(session.parts.isEmpty)
  }

  @Test(arguments: [(UInt64(6), UInt64(10)), (5, 9)])
  func `a server set back is uploaded to again, after reading what it still has`(
    epoch: UInt64, cursor: UInt64
  ) throws {
    let stored = Writing(mark: 0).batch(other, first: 0)
    var session = session(unsynced: queue, held: [stored])
    let request = try next(&session)
    let response = SyncResponse(
      round: request.round, epoch: epoch, parts: [.init(name: "B", cursor: cursor)])
    #expect(session.receive(response) == [.uploadAgain(epoch: epoch), .again])
    #expect(session.resend([stored], in: "B").isEmpty)
    let next = try next(&session)
    #expect(next.parts == [.init(name: "B", cursor: 0)])
    let empty = SyncResponse(
      round: next.round, epoch: epoch, parts: [.init(name: "B", cursor: 0)])
    #expect(session.receive(empty) == [.again])
    #expect(session.generate()?.parts.first?.push == [stored] + queue)
  }

  @Test func `a server that answers nothing to a push is not asked in circles`() throws {
    var session = session(unsynced: queue)
    #expect(
      try actions(.init(name: "B", cursor: 10), session: &session)
        == [.retryLater(part: "B"), .wait])
    #expect(session.generate() == nil)
    session.pull()
    let request = try next(&session)
    #expect(request.parts.first?.push == queue)
    #expect(
      session.receive(SyncResponse(round: request.round, epoch: 5))
        == [.retryLater(part: "B"), .wait])
  }

  @Test func `an erased plan is erased here`() throws {
    var session = session(unsynced: queue)
    #expect(try actions(refuse(0, .planErased), session: &session) == [.erasePlan, .even])
    #expect(session.parts.isEmpty)
  }

  @Test func `work is enqueued in turn, in a part that is known`() throws {
    var session = session(unsynced: queue)
    #expect(throws: SyncError.notContiguous(expected: 3)) {
      try session.enqueue(Writing(mark: 9).batch(own, first: 4), in: "B")
    }
    let batch = Writing(mark: 9).batch(own, first: 0)
    #expect(throws: SyncError.unknownPart) { try session.enqueue(batch, in: "advice-1") }
    #expect(throws: SyncError.badPartName) { try session.create(part: "an advice") }
    try session.create(part: "advice-1")
    try session.enqueue(batch, in: "advice-1")
    #expect(session.generate()?.parts.last?.push == [batch])
  }

  @Test func `a long queue in one part does not hold up another`() throws {
    var session = ClientSession(firstRound: 0)
    for name in ["A", "B"] { try session.create(part: name) }
    for index in 0..<100 as Range<UInt64> {
      try session.enqueue(Writing(mark: index).batch(own, first: index), in: "A")
    }
    try session.enqueue(Writing(mark: 0).batch(later, first: 0), in: "B")
    let request = try next(&session, limit: 200)
    #expect(request.parts.map(\.push.count).allSatisfy { $0 > 0 })
    #expect(request.parts.map(\.push.count).reduce(0, +) < 10)
  }
}

/// What a test compares of a `RefusedBatch`.
struct RefusedBatchSummary: Equatable {
  let batch: StoredBatch
  let code: RefusalCode

  static func all(in actions: [ClientAction]) -> [RefusedBatchSummary] {
    actions.flatMap { action in
      guard case .moveToTray(_, let batches) = action else { return [RefusedBatchSummary]() }
      return batches.map { RefusedBatchSummary(batch: $0.batch, code: $0.code) }
    }
  }
}
