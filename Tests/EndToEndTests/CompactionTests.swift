import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Testing

/// A server that puts batches together, and one that looks whether all of it is vouched for.
struct CompactionEndToEndTests {
  private func write(_ device: inout TestDevice, _ plan: PlanIdentifier, _ count: Int) async throws
  {
    let (need, first) = try device.writeNeed("reading", in: plan)
    try await device.sync("B", of: plan, push: first)
    for number in 0..<count {
      let more = try device.edit("B", of: plan) { part in
        _ = try part.edit("reading, time \(number)", field: "description", of: need)
      }
      try await device.sync("B", of: plan, push: more)
    }
  }

  private func loose(_ server: ServerFixture, _ plan: PlanIdentifier) throws -> Int64 {
    let connection = try Connection(
      path: server.folder + "/server.sqlite", access: .readOnly)
    return try connection.first("SELECT count(*) FROM batch") { $0.integer(0) } ?? 0
  }

  @Test func `a part that has grown is put together by itself, and nobody notices`() async throws {
    try await ServerFixture.with {
      $0.limits.looseBatches = 8
    } _: { server in
      var okoro = try await server.caseworker()
      let plan = try await okoro.makePlan()
      try await write(&okoro, plan, 30)
      // Off the request's path, so in its own time.
      var rest = try loose(server, plan)
      for _ in 0..<500 where rest >= 20 {
        try await Task.sleep(for: .milliseconds(10))
        rest = try loose(server, plan)
      }
      #expect(rest < 20)
      var priya = try await okoro.invite("P. Shah", role: "ep", to: plan, at: server)
      try await priya.sync("B", of: plan)
      let one = try priya.part("B", of: plan).document
      let other = try okoro.part("B", of: plan).document
      #expect(one.versionVector == other.versionVector)
      #expect(
        Set(one.batches(after: VersionVector())) == Set(other.batches(after: VersionVector())))
      let verified = try await server.administer(["command": "verify"])
      #expect(verified["sound"] == .bool(true))
    }
  }

  @Test func `what an administrator puts together stays sound across a restart`() async throws {
    let first = try await ServerFixture.start()
    var okoro = try await first.caseworker()
    let plan = try await okoro.makePlan()
    try await write(&okoro, plan, 12)
    let answer = try await first.administer(["command": "compact"])
    #expect(answer["batches"] == .integer(13))
    #expect(try loose(first, plan) == 0)
    await first.stop()
    let second = try await ServerFixture.start(in: first.ownedFolder)
    okoro.url = second.server.url
    let more = try okoro.edit("B", of: plan) { _ = try $0.addRecord(to: "needs") }
    #expect(try await okoro.sync("B", of: plan, push: more).refusal(in: "B") == nil)
    #expect(try await second.administer(["command": "verify"])["sound"] == .bool(true))
    #expect(try await second.administer(["command": "compact"])["batches"] == .integer(0))
    await second.stop()
  }

  @Test func `a batch that no signature vouches for is found`() async throws {
    try await ServerFixture.with { server in
      var okoro = try await server.caseworker()
      let plan = try await okoro.makePlan()
      try await write(&okoro, plan, 3)
      let path = server.folder + "/server.sqlite"
      func tamper(_ sql: StaticString) throws {
        let connection = try Connection(path: path, access: .readWrite)
        try connection.run("PRAGMA wal_autocheckpoint = 0")
        try connection.run(sql)
      }
      try tamper("UPDATE batch SET signature = x'' WHERE cursor < 4")
      let covered = try await server.administer(["command": "verify"])
      #expect(covered["sound"] == .bool(true), "the last signature covers those before it")
      try tamper("UPDATE batch SET signature = zeroblob(64) WHERE cursor = 4")
      let forged = try await server.administer(["command": "verify"])
      #expect(forged["sound"] == .bool(false))
      #expect(forged.text().contains("\"unproved_batches\":[{"))
    }
  }

  @Test func `a device writes a part as one agent, from one command to the next`() async throws {
    try await ServerFixture.with { server in
      let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
      try await okoro.begin("MK-1")
      try await okoro.join("MK-1")
      for number in 1...6 {
        try okoro.write("Views, draft \(number).", "A", "parent-views")
        if number % 2 == 0 { try await okoro.sync() }
      }
      #expect(try okoro.part("A").document.agents.count == 1)

      // A copy of the folder, that lives on beside it.
      let clone = try okoro.cloned()
      try okoro.write("Views, draft 6. From the one.", "A", "parent-views")
      try clone.write("And the other: views, draft 6.", "A", "parent-views")
      for person in [okoro, clone, okoro, clone] { try await person.sync() }
      #expect(try okoro.part("A").document.agents.count == 2)
      let text = try okoro.text("A", "parent-views")
      #expect(text.contains("From the one.") && text.contains("And the other:"))
      #expect(try clone.text("A", "parent-views") == text)
      #expect(try okoro.tray().isEmpty && clone.tray().isEmpty)
    }
  }
}
