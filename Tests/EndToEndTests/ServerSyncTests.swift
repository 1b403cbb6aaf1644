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

      var need: EventID?
      let batches = try priya.edit("B", of: plan) { part in
        let record = try part.addRecord(to: "needs")
        _ = try part.edit("needs daily help with reading", field: "description", of: record)
        need = record
      }
      let pushed = try await priya.sync("B", of: plan, push: batches)
      #expect(pushed.parts.first { $0.name == "B" }?.acknowledged.map(\.agent) == [priya.agent])

      try await okoro.sync("B", of: plan)
      let seen = try okoro.part("B", of: plan).document.string(
        at: ObjectAddress(record: need, key: "description"))
      #expect(seen == "needs daily help with reading")
    }
  }
}
