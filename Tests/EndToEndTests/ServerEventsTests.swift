import CRDT
import HTTP
import Plan
import Server
import Store
import Testing

@Suite struct ServerEventsTests {
  /// Reads a live stream, event by event.
  private struct Listener {
    private let stream: HTTPClientStream
    private var pieces: HTTPClientStream.Iterator
    private var parser = ServerSentEventParser()
    private var events: [ServerSentEvent] = []

    /// Returns once the server has said that the line is up.
    init(_ device: TestDevice, _ plan: PlanIdentifier, part: String? = nil) async throws {
      let place = part.map { "?part=\($0)" } ?? ""
      var request = device.request(.get, "/v1/plans/\(plan)/events\(place)")
      request.totalTime = .seconds(20)
      stream = try await device.client.stream(request)
      guard stream.head.status == .ok else { throw Unexpected("\(stream.head.status.rawValue)") }
      pieces = stream.makeAsyncIterator()
      events = try parser.receive(try await pieces.next() ?? [])
    }

    /// The next event that is not about who is there.
    mutating func next() async throws -> ServerSentEvent? {
      while let event = try await nextOfAll() {
        if event.event != "presence" { return event }
      }
      return nil
    }

    /// Who is there, once that is as wanted: each person's sections by account.
    mutating func presence(
      until isThere: ([String: [String]]) -> Bool
    ) async throws -> [String: [String]] {
      while let event = try await nextOfAll() {
        guard event.event == "presence" else { continue }
        let people = try ServerEventsTests.people(event)
        if isThere(people) { return people }
      }
      throw Unexpected("the stream ended")
    }

    private mutating func nextOfAll() async throws -> ServerSentEvent? {
      while events.isEmpty {
        guard let piece = try await pieces.next() else { return nil }
        events += try parser.receive(piece)
      }
      return events.removeFirst()
    }
  }

  private static func people(_ event: ServerSentEvent) throws -> [String: [String]] {
    let data = try JSONText.parse(Array(event.data.utf8)).value
    guard case .array(let people) = data["people"] else { throw Unexpected(data.text()) }
    var found: [String: [String]] = [:]
    for person in people {
      guard case .string(let account) = person["account"], case .array(let parts) = person["parts"]
      else { throw Unexpected(data.text()) }
      found[account] = parts.compactMap { if case .string(let part) = $0 { part } else { nil } }
    }
    return found
  }

  @Test func `who listens is told who else does, where, and that they left`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      var listener = try await Listener(okoro, plan)
      let other = try await Listener(priya, plan, part: "B")
      _ = try await listener.presence { $0 == [priya.account: ["B"]] }
      let moved = try await priya.send(.post, "/v1/plans/\(plan)/presence", ["part": "F"])
      #expect(moved.status == 204)
      _ = try await listener.presence { $0 == [priya.account: ["F"]] }
      withExtendedLifetime(other) {}
      _ = try await priya.send(.post, "/v1/logout")
      _ = try await listener.presence { $0.isEmpty }
    }
  }

  @Test func `nobody learns who is in a part she may not read`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      var listener = try await Listener(priya, plan)
      let other = try await Listener(okoro, plan, part: "J")
      let seen = try await listener.presence { !$0.isEmpty }
      #expect(seen == [okoro.account: []])
      // Nor can she say that she is there.
      let refused = try await priya.send(.post, "/v1/plans/\(plan)/presence", ["part": "J"])
      #expect(refused.status == 400)
      withExtendedLifetime(other) {}
    }
  }

  @Test func `who listens hears of a change, with its part and cursor`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      var listener = try await Listener(priya, plan)
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      let event = try await listener.next()
      #expect(event?.event == "change")
      let data = try JSONText.parse(Array((event?.data ?? "").utf8)).value
      #expect(data["part"] == "B")
      guard case .integer(let cursor) = data["cursor"] else { throw Unexpected(data.text()) }
      #expect(cursor > 0)
    }
  }

  @Test func `nobody hears of a part that is hidden`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      var listener = try await Listener(priya, plan)
      let hidden = try okoro.edit("J", of: plan) { part in
        guard let field = part.template.fields.first(where: { $0.kind == .text }) else {
          throw Unexpected("J has no text")
        }
        _ = try part.edit("agreed", field: field.key, of: nil)
      }
      try await okoro.sync("J", of: plan, push: hidden)
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      #expect(try await listener.next()?.data.contains("\"B\"") == true)
    }
  }

  @Test func `a new person is announced, and signing out ends the stream`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      var listener = try await Listener(okoro, plan)
      _ = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      #expect(try await listener.next()?.event == "people")
      _ = try await okoro.send(.post, "/v1/logout")
      #expect(try await listener.next() == nil)
    }
  }

  @Test func `too many streams of one account are refused`() async throws {
    try await ServerFixture.with {
      $0.limits.streamsPerAccount = 2
    } _: { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let first = try await Listener(okoro, plan)
      let second = try await Listener(okoro, plan)
      #expect(try await okoro.send(.get, "/v1/plans/\(plan)/events").status == 429)
      withExtendedLifetime((first, second)) {}
    }
  }

  @Test func `a stop ends every stream`() async throws {
    let fixture = try await ServerFixture.start()
    let okoro = try await fixture.caseworker()
    let plan = try await okoro.makePlan()
    var listener = try await Listener(okoro, plan)
    let start = ContinuousClock.now
    await fixture.stop()
    #expect(try await listener.next() == nil)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
