import CRDT
import HTTP
import Plan
import Server
import Store
import Sync
import Testing

/// What a server must not take, and what it says of it.
@Suite struct ServerRefusalTests {
  /// A plan with a caseworker, and an educational psychologist and a nurse invited.
  private func withPeople(
    _ body: (ServerFixture, PlanIdentifier, TestDevice, TestDevice, TestDevice) async throws -> Void
  ) async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      let nurse = try await okoro.invite("N. Bell", role: "health", to: plan, at: fixture)
      try await body(fixture, plan, okoro, priya, nurse)
    }
  }

  @Test func `an edit the role does not allow is refused, and other parts go on`() async throws {
    try await withPeople { _, plan, _, _, nurse in
      var nurse = nurse
      // Health professionals only suggest in section B.
      let (_, batches) = try nurse.writeNeed("reading", in: plan)
      let response = try await nurse.sync("B", of: plan, push: batches)
      #expect(response.refusal(in: "B") == .notPermitted)
      #expect(response.acknowledgements(in: "B").isEmpty)
      let allowed = try nurse.edit("C", of: plan) { _ = try $0.addRecord(to: "needs") }
      let next = try await nurse.sync("C", of: plan, push: allowed)
      #expect(next.refusal(in: "C") == nil)
    }
  }

  @Test func `a comment is taken where an edit is not`() async throws {
    try await withPeople { _, plan, okoro, _, nurse in
      var (okoro, nurse) = (okoro, nurse)
      let (need, batches) = try okoro.writeNeed("reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      try await nurse.sync("B", of: plan)
      let comment = try nurse.edit("B", of: plan) {
        _ = try $0.addComment(
          "Since when?", at: Place(part: PartID("B"), record: need, field: "description"),
          quote: nil, inReplyTo: nil)
      }
      let response = try await nurse.sync("B", of: plan, push: comment)
      #expect(response.refusal(in: "B") == nil)
    }
  }

  @Test func `a hidden part and one that does not exist are answered alike`() async throws {
    try await withPeople { _, plan, okoro, priya, _ in
      var (okoro, priya) = (okoro, priya)
      // Section J is nothing to the psychologist.
      let batches = try okoro.edit("J", of: plan) { part in
        guard let field = part.template.fields.first(where: { $0.kind == .text }) else {
          throw Unexpected("J has no text")
        }
        _ = try part.edit("agreed", field: field.key, of: nil)
      }
      try await okoro.sync("J", of: plan, push: batches)
      let hidden = try await priya.sync("J", of: plan, push: batches)
      #expect(hidden.withheld == ["J"])
      #expect(!hidden.parts.contains { $0.name == "J" } && !hidden.readable.contains("J"))

      let request = SyncRequest(
        round: 1, epoch: 0, parts: [.init(name: "Z", cursor: 0, push: batches)])
      let reply = try await priya.client.send(
        priya.request(.post, "/v1/plans/\(plan)/sync", body: try request.encoded()))
      let absent = try SyncResponse(decoding: reply.body)
      #expect(absent.withheld == ["Z"])
      #expect(!absent.parts.contains { $0.name == "Z" || $0.name == "J" })

      let info = try await priya.send(.get, "/v1/plans/\(plan)")
      let readable = info.json["parts"].map { $0.text() } ?? ""
      #expect(!readable.contains("\"J\"") && readable.contains("\"B\""))
      #expect(info.json["agents"] == [])
    }
  }

  @Test func `a batch signed by another key is refused`() async throws {
    try await withPeople { _, plan, okoro, _, _ in
      var okoro = okoro
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      let forger = Cryptography.KeyPair()
      let address = PartAddress(plan: plan, name: "B")
      let forged = batches.map { $0.signed(in: address, by: forger) }
      let response = try await okoro.sync("B", of: plan, push: forged)
      #expect(response.refusal(in: "B") == .unsignedOrBadSignature)
      let unsigned = batches.map { batch in
        var copy = batch
        copy.signature = []
        return copy
      }
      let next = try await okoro.sync("B", of: plan, push: unsigned)
      #expect(next.refusal(in: "B") == .unsignedOrBadSignature)
      // Signed for another part, it is no use in this one.
      let elsewhere = PartAddress(plan: plan, name: "F")
      let moved = batches.map { $0.signed(in: elsewhere, by: okoro.key) }
      #expect(
        try await okoro.sync("B", of: plan, push: moved).refusal(in: "B")
          == .unsignedOrBadSignature)
    }
  }

  @Test func `nobody writes as another device's agent`() async throws {
    try await withPeople { _, plan, okoro, priya, _ in
      var (okoro, priya) = (okoro, priya)
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      priya.agent = okoro.agent
      let other = try priya.edit("F", of: plan) { _ = try $0.addRecord(to: "provisions") }
      let response = try await priya.sync("F", of: plan, push: other)
      #expect(response.refusal(in: "F") == .agentBelongsToAnother)
      let (_, same) = try priya.writeNeed("spelling", in: plan)
      priya.cursors = [:]
      let next = try await priya.sync("B", of: plan, push: same)
      #expect(next.refusal(in: "B") == .agentBelongsToAnother)
    }
  }

  @Test func `one sequence number with two contents is an impersonation`() async throws {
    try await withPeople { _, plan, okoro, _, _ in
      var original = okoro
      var clone = okoro
      let (_, first) = try original.writeNeed("reading", in: plan)
      let (_, second) = try clone.writeNeed("spelling", in: plan)
      try await original.sync("B", of: plan, push: first)
      var push = second
      push += try clone.writeNeed("writing", in: plan).batches
      let message = SyncRequest(
        round: 1, epoch: 0, parts: [.init(name: "B", cursor: 0, push: push)])
      let reply = try await clone.client.send(
        clone.request(.post, "/v1/plans/\(plan)/sync", body: try message.encoded()))
      let response = try SyncResponse(decoding: reply.body)
      #expect(response.refusal(in: "B") == .impersonation)
      #expect(response.acknowledgements(in: "B").isEmpty)
      // Nothing after the refused batch was looked at.
      var reader = original
      reader.parts = [:]
      reader.cursors = [:]
      let pulled = try await reader.sync("B", of: plan)
      #expect(pulled.parts.first { $0.name == "B" }?.entries.count == first.count)
    }
  }

  @Test func `a gap and a missing parent are named`() async throws {
    try await withPeople { _, plan, okoro, priya, _ in
      var (okoro, priya) = (okoro, priya)
      let (need, first) = try okoro.writeNeed("reading", in: plan)
      let second = try okoro.edit("B", of: plan) {
        _ = try $0.edit("reading, daily", field: "description", of: need)
      }
      let gap = try await okoro.sync("B", of: plan, push: second)
      #expect(gap.refusal(in: "B") == .gap(expected: 0))

      // The psychologist has the first batch from the caseworker's own machine.
      _ = try priya.part("B", of: plan)
      let address = PartAddress(plan: plan, name: "B")
      for batch in first { try priya.parts[address]?.document.receive(batch) }
      let upon = try priya.edit("B", of: plan) {
        _ = try $0.edit("reading and spelling", field: "description", of: need)
      }
      let missing = try await priya.sync("B", of: plan, push: upon)
      guard case .missingParent(let event) = missing.refusal(in: "B") else {
        throw Unexpected("\(String(describing: missing.refusal(in: "B")))")
      }
      #expect(event.agent == okoro.agent)
      try await okoro.sync("B", of: plan, push: first + second)
      let taken = try await priya.sync("B", of: plan, push: upon)
      #expect(taken.refusal(in: "B") == nil)
    }
  }

  @Test(arguments: [[0xFF], [1, 2, 3], [UInt8](repeating: 0x41, count: 500)])
  func `bytes that are no batch are refused and harm nothing`(_ payload: [UInt8]) async throws {
    try await withPeople { _, plan, okoro, _, _ in
      var okoro = okoro
      let address = PartAddress(plan: plan, name: "B")
      let batch = StoredBatch(agent: okoro.agent, first: 0, count: 1, payload: payload)
        .signed(in: address, by: okoro.key)
      let response = try await okoro.sync("B", of: plan, push: [batch])
      #expect(response.refusal(in: "B") == .malformed)
      let (_, good) = try okoro.writeNeed("reading", in: plan)
      #expect(try await okoro.sync("B", of: plan, push: good).refusal(in: "B") == nil)
    }
  }

  @Test func `a field the template does not have is refused`() async throws {
    try await withPeople { _, plan, okoro, _, _ in
      var okoro = okoro
      let batches = try okoro.edit("B", of: plan) { part in
        try part.document.set(.text("x"), at: ObjectAddress(key: "no-such-field"))
      }
      let response = try await okoro.sync("B", of: plan, push: batches)
      #expect(response.refusal(in: "B") == .malformed)
    }
  }

  @Test func `a report belongs to whoever began it`() async throws {
    try await withPeople { _, plan, okoro, priya, nurse in
      var (okoro, priya, nurse) = (okoro, priya, nurse)
      let name = "advice-ep-1"
      func write(_ device: inout TestDevice, _ text: String) throws -> [StoredBatch] {
        try device.edit(name, of: plan) { part in
          guard let field = part.template.fields.first(where: { $0.kind == .text }) else {
            throw Unexpected("advice has no text")
          }
          _ = try part.edit(text, field: field.key, of: nil)
        }
      }
      let begun = try await priya.sync(name, of: plan, push: try write(&priya, "Observed twice."))
      #expect(begun.refusal(in: name) == nil && begun.acknowledgements(in: name).count == 1)
      let read = try await okoro.sync(name, of: plan)
      #expect(read.parts.first { $0.name == name }?.entries.count == 1)
      #expect(
        try await okoro.sync(name, of: plan, push: try write(&okoro, "Twice.")).refusal(in: name)
          == .notPermitted)
      let other = try await nurse.sync(name, of: plan, push: try write(&nurse, "Mine."))
      #expect(other.refusal(in: name) == .notPermitted)
      let more = try await priya.sync(name, of: plan, push: try write(&priya, "Observed thrice."))
      #expect(more.refusal(in: name) == nil)
    }
  }

  @Test func `a message that is none is refused`() async throws {
    try await withPeople { _, plan, okoro, _, _ in
      for body in [[], [1, 2, 3], [UInt8]("EHS".utf8)] {
        let reply = TestDevice.Reply(
          try await okoro.client.send(
            okoro.request(.post, "/v1/plans/\(plan)/sync", body: body)))
        #expect(reply.status == 400 && reply.error == "bad-sync")
      }
    }
  }
}
