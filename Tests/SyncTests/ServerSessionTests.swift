import CRDT
import Sync
import Testing

/// One round at the server, outcome by outcome.
struct ServerSessionTests {
  private let agent = AgentID(high: 0, low: 1)
  private let other = AgentID(high: 0, low: 2)

  private func batch(_ index: UInt64, bytes: Int = 1) -> StoredBatch {
    StoredBatch(
      agent: other, first: index, count: 1, payload: [UInt8](repeating: 7, count: bytes))
  }

  private func entries(_ count: UInt64, bytes: Int = 1) -> [LogEntry] {
    (0..<count).map { LogEntry(cursor: $0 + 1, batch: batch($0, bytes: bytes)) }
  }

  @Test func `parts are read by right, and told apart from the request`() {
    var session = ServerSession(epoch: 5)
    let push = [batch(0)]
    let request = SyncRequest(
      round: 1, epoch: 5,
      parts: [.init(name: "A", cursor: 3, push: push), .init(name: "C", cursor: 0, push: push)])
    let bytes = SyncLimits.usualBytes / 2
    #expect(
      session.receive(request, readable: ["B", "A"]) == [
        .append(part: "A", batches: push), .read(part: "A", after: 3, bytes: bytes),
        .read(part: "B", after: 0, bytes: bytes),
      ])
    let response = session.respond([])
    #expect(response.readable == ["B"])
    #expect(response.withheld == ["C"])
    #expect(response.parts.isEmpty)
  }

  @Test func `a request with another epoch is not acted on`() {
    var session = ServerSession(epoch: 5)
    let part = SyncRequest.Part(name: "A", cursor: 3, push: [batch(0)])
    let stale = SyncRequest(round: 1, epoch: 4, parts: [part])
    #expect(session.receive(stale, readable: ["A"]).isEmpty)
    #expect(session.respond([]) == SyncResponse(round: 1, epoch: 5))
  }

  @Test func `only what is durable is acknowledged, and only one batch refused`() {
    var session = ServerSession(epoch: 5)
    let push = [batch(0), batch(1), batch(2)]
    let request = SyncRequest(
      round: 1, epoch: 5, parts: [.init(name: "A", cursor: 0, push: push)])
    _ = session.receive(request, readable: ["A"])
    let response = session.respond([
      .appended(part: "A", taken: 1, refusal: .malformed),
      .read(part: "A", entries: [LogEntry(cursor: 4, batch: push[0])], end: 4),
    ])
    #expect(
      response.parts == [
        .init(
          name: "A", acknowledged: [.init(agent: other, next: 1)],
          refused: [.init(agent: other, first: 1, count: 1, code: .malformed)], cursor: 4)
      ], "and what the client just sent is not sent back")
    #expect(session.respond([]).parts.isEmpty, "a failed action leaves no trace")
  }

  @Test func `a response is cut at its budget and says that there is more`() {
    var session = ServerSession(epoch: 5, budget: 1000)
    let request = SyncRequest(round: 1, epoch: 5, parts: [.init(name: "A", cursor: 0)])
    _ = session.receive(request, readable: ["A"])
    let read = ServerOutcome.read(part: "A", entries: entries(20, bytes: 100), end: 40)
    let part = session.respond([read]).parts.first
    #expect(part?.entries.count == 7)
    #expect(part?.cursor == 7)
    #expect(part?.more == true)
  }

  @Test func `a batch larger than the budget still gets through, alone`() {
    var session = ServerSession(epoch: 5, budget: 1)
    let request = SyncRequest(round: 1, epoch: 5, parts: [.init(name: "A", cursor: 0)])
    _ = session.receive(request, readable: ["A"])
    let read = ServerOutcome.read(part: "A", entries: entries(2, bytes: 5000), end: 2)
    #expect(session.respond([read]).parts.first?.entries.count == 1)
  }

  @Test func `one huge part does not starve the others`() {
    var served: Set<String> = []
    for round in 0..<3 as Range<UInt64> {
      var session = ServerSession(epoch: 5, budget: 1)
      let request = SyncRequest(
        round: round, epoch: 5, parts: ["A", "B", "C"].map { .init(name: $0, cursor: 0) })
      _ = session.receive(request, readable: ["A", "B", "C"])
      let response = session.respond([
        .read(part: "A", entries: entries(50, bytes: 900), end: 99),
        .read(part: "B", entries: entries(1), end: 1),
        .read(part: "C", entries: entries(1), end: 1),
      ])
      for part in response.parts where !part.entries.isEmpty { served.insert(part.name) }
      #expect(response.parts.allSatisfy { $0.more == $0.entries.isEmpty || $0.name == "A" })
    }
    #expect(served == ["A", "B", "C"])
  }

  @Test func `a log that was cut back shows by its cursor`() {
    var session = ServerSession(epoch: 5)
    let request = SyncRequest(round: 1, epoch: 5, parts: [.init(name: "A", cursor: 30)])
    _ = session.receive(request, readable: ["A"])
    let part = session.respond([.read(part: "A", entries: [], end: 20)]).parts.first
    #expect(part?.cursor == 20)
    #expect(part?.more == false)
  }

  @Test func `outcomes that make no sense do no harm`() {
    var session = ServerSession(epoch: 5, budget: .min)
    let request = SyncRequest(
      round: .max, epoch: 0, parts: [.init(name: "A", cursor: .max, push: [batch(0)])])
    _ = session.receive(request, readable: ["A", "A"])
    let response = session.respond([
      .appended(part: "A", taken: .max, refusal: .malformed),
      .appended(part: "Z", taken: .min, refusal: nil),
      .read(part: "A", entries: entries(3), end: 0),
      .read(part: "Z", entries: entries(3), end: 0),
    ])
    #expect(throws: Never.self) { try response.encoded() }
  }
}
