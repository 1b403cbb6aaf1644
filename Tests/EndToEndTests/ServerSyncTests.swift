import CRDT
import HTTP
import Plan
import Server
import Store
import Sync
import Testing

@Suite struct ServerSyncTests {
  @Test func `what one person writes, another reads`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      var priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)

      let (need, batches) = try priya.writeNeed("needs daily help with reading", in: plan)
      let pushed = try await priya.sync("B", of: plan, push: batches)
      #expect(pushed.acknowledgements(in: "B").map(\.agent) == [priya.agent])

      try await okoro.sync("B", of: plan)
      #expect(okoro.text("description", of: need, in: "B", plan) == "needs daily help with reading")
    }
  }

  @Test func `two people write in one sentence at once, and both are kept`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      var priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      let (need, batches) = try okoro.writeNeed("needs some help with reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      try await priya.sync("B", of: plan)

      let first = try okoro.edit("B", of: plan) {
        _ = try $0.edit(
          "needs some help with reading and spelling", field: "description", of: need)
      }
      let second = try priya.edit("B", of: plan) {
        _ = try $0.edit("needs daily help with reading", field: "description", of: need)
      }
      try await okoro.sync("B", of: plan, push: first)
      try await priya.sync("B", of: plan, push: second)
      try await okoro.sync("B", of: plan)
      let merged = "needs daily help with reading and spelling"
      #expect(okoro.text("description", of: need, in: "B", plan) == merged)
      #expect(priya.text("description", of: need, in: "B", plan) == merged)
    }
  }

  @Test func `a push whose answer was lost is sent again without effect`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      let first = try await okoro.sync("B", of: plan, push: batches)
      let again = try await okoro.sync("B", of: plan, push: batches)
      #expect(again.acknowledgements(in: "B") == first.acknowledgements(in: "B"))
      var reader = okoro
      reader.parts = [:]
      reader.cursors = [:]
      let pulled = try await reader.sync("B", of: plan)
      #expect(pulled.parts.first { $0.name == "B" }?.entries.count == batches.count)
    }
  }

  @Test func `what was acknowledged is there after a restart`() async throws {
    let first = try await ServerFixture.start()
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    let (need, batches) = try okoro.writeNeed("reading", in: plan)
    try await okoro.sync("B", of: plan, push: batches)
    let epoch = okoro.epoch
    await first.stop()

    let second = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = second.server.url
    // The document is read from the log, and a further edit upon it is taken.
    let more = try okoro.edit("B", of: plan) {
      _ = try $0.edit("reading, daily", field: "description", of: need)
    }
    let response = try await okoro.sync("B", of: plan, push: more)
    #expect(response.refusal(in: "B") == nil)
    #expect(okoro.epoch == epoch)
    var reader = okoro
    reader.parts = [:]
    reader.cursors = [:]
    try await reader.sync("B", of: plan)
    #expect(reader.text("description", of: need, in: "B", plan) == "reading, daily")
    await second.stop()
  }

  @Test func `a part is opened from its snapshot and what followed it`() async throws {
    let first = try await ServerFixture.start { $0.limits.snapshotBatches = 2 }
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    let (need, batches) = try okoro.writeNeed("one", in: plan)
    try await okoro.sync("B", of: plan, push: batches)
    for text in ["one two", "one two three", "one two three four"] {
      let edit = try okoro.edit("B", of: plan) {
        _ = try $0.edit(text, field: "description", of: need)
      }
      try await okoro.sync("B", of: plan, push: edit)
    }
    await first.stop()
    let second = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = second.server.url
    let edit = try okoro.edit("B", of: plan) {
      _ = try $0.edit("two three four", field: "description", of: need)
    }
    let response = try await okoro.sync("B", of: plan, push: edit)
    #expect(response.acknowledgements(in: "B").count == 1)
    await second.stop()
  }

  @Test func `many devices write one part at once and nothing is lost`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let rounds = 3
      let devices = 6
      // In every plan the pushes meet a part that has yet to be opened.
      for number in 0..<5 {
        let plan = try await okoro.makePlan("MK-\(number)")
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<devices {
            var device = okoro
            // The same person's sessions: each writes as an agent of its own.
            device.agent = Cryptography.randomAgent()
            group.addTask { [device] in
              var device = device
              for round in 0..<rounds {
                let (_, batches) = try device.writeNeed("need \(round)", in: plan)
                let response = try await device.sync("B", of: plan, push: batches)
                #expect(response.refusal(in: "B") == nil)
              }
            }
          }
          try await group.waitForAll()
        }
        var reader = okoro
        try await reader.sync("B", of: plan)
        let needs = try reader.part("B", of: plan).document
          .records(inListAt: ObjectAddress(key: "needs"))
        #expect(needs.count == rounds * devices)
      }
    }
  }

  @Test func `a session goes on until both sides are even`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      var session = ClientSession(writers: [okoro.agent], firstRound: 7)
      try session.create(part: "B")
      for batch in batches { try session.enqueue(batch, in: "B") }
      var stored = false
      var last: ClientAction?
      while let request = session.generate() {
        let reply = try await okoro.client.send(
          okoro.request(.post, "/v1/plans/\(plan)/sync", body: try request.encoded()))
        let actions = session.receive(try SyncResponse(decoding: reply.body))
        for case .markStored(part: "B", let agent, _) in actions {
          stored = stored || agent == okoro.agent
        }
        last = actions.last
      }
      #expect(stored)
      #expect(last == .even)
      #expect(session.parts.count == 15)
    }
  }
}
