import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Testing

/// That the record of official acts can be trusted: by somebody who does not trust the server.
@Suite struct OfficialRecordTests {
  @Test func `the database itself refuses to change what was frozen`() async throws {
    let statements: [StaticString] = [
      "UPDATE frozen_version SET fingerprint = zeroblob(32)",
      "UPDATE frozen_version SET manifest = '{}'", "DELETE FROM frozen_version",
      "UPDATE frozen_part SET content = CAST('{}' AS BLOB)",
      "UPDATE frozen_part SET salt = zeroblob(32)", "UPDATE frozen_part SET frontier = ''",
      "DELETE FROM frozen_part",
    ]
    try await ActStage.with { stage in
      try await stage.serve()
      let before = try OfficialActTests.bytes(stage.server)
      await stage.server.stop()
      let connection = try Connection(
        path: stage.server.folder + "/server.sqlite", access: .readWrite)
      for statement in statements {
        #expect(throws: StoreError.self, "\(statement)") { try connection.run(statement) }
      }
      #expect(try OfficialActTests.bytes(stage.server) == before)
    }
  }

  @Test func `a version altered behind the server's back is not believed`() async throws {
    try await ActStage.with { stage in
      try await stage.serve()
      try Self.tamper(stage.server) { connection throws(StoreError) in
        try connection.run("DROP TRIGGER frozen_part_only_loses_words")
        try connection.run(
          """
          UPDATE frozen_part SET content = CAST(replace(content, '45 minutes', '25 minutes') AS BLOB)
          WHERE part = 'F'
          """)
      }
      // The caseworker's device fetched it before; the parent's is offered the altered one.
      #expect(try stage.okoro.frozen("served").part(PartID("F")) != nil)
      let entry = try #require(try stage.okoro.acts().first?.entry)
      let verified = try await stage.server.administer(["command": "verify"])
      #expect(verified["sound"] == false)
      #expect(verified["altered_versions"] == [.integer(Int64(entry))])
      await #expect(throws: ClientError.untrueVersion(entry: entry)) {
        try await stage.joanne.sync()
      }
    }
  }

  @Test func `a part's content erased by order of the law leaves the fingerprint provable`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      try Self.tamper(stage.server) { connection throws(StoreError) in
        try connection.run("UPDATE frozen_part SET content = NULL WHERE part = 'F'")
      }
      try await stage.joanne.sync()
      let frozen = try stage.joanne.frozen("served")
      #expect(frozen.part(PartID("F")) == nil && frozen.part(PartID("B")) != nil)
      #expect(try await stage.server.administer(["command": "verify"])["sound"] == true)
      // And is not asked for again.
      try await stage.joanne.sync()
    }
  }

  @Test(
    arguments: [
      "UPDATE audit SET leaf = zeroblob(32), chain = zeroblob(32)",
      "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)",
    ] as [StaticString])
  func `a device notices that the record it knew was changed`(_ statement: StaticString)
    async throws
  {
    try await ActStage.with { stage in
      try await stage.okoro.performing(.serveDraft)
      try await stage.okoro.performing(.reopenDraft, reason: "New advice")
      #expect(try await stage.okoro.sync().auditBreak == nil)
      try Self.tamper(stage.server) { connection throws(StoreError) in
        try connection.run("DROP TRIGGER audit_keeps_rows")
        try connection.run("DROP TRIGGER audit_keeps_content")
        try connection.run(statement)
      }
      #expect(try await stage.okoro.sync().auditBreak != nil)
      // It goes on saying so.
      #expect(try await stage.okoro.sync().auditBreak != nil)
    }
  }

  @Test func `an act is one moment: what is pushed meanwhile is in the version or refused`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.okoro.sync()
      let device = try await TestDevice.signIn(
        at: stage.server, code: stage.server.makeCode(account: await stage.priyaAccount()))
      let plan = PlanIdentifier(try stage.okoro.open().plan(nil).identifier)
      let pushed = try await withThrowingTaskGroup(of: [String].self) { group in
        for number in 0..<6 {
          group.addTask {
            var writer = device
            writer.agent = Cryptography.randomAgent()
            writer.parts = [:]
            try await writer.sync("E", of: plan)
            var taken: [String] = []
            for index in 0..<8 {
              let words = "outcome \(number)-\(index)"
              let batches = try writer.edit("E", of: plan) { part in
                let record = try part.addRecord(to: "outcomes")
                _ = try part.edit(words, field: "description", of: record)
              }
              let response = try await writer.sync("E", of: plan, push: batches)
              guard response.refusal(in: "E") == nil else { return taken }
              taken.append(words)
            }
            return taken
          }
        }
        group.addTask {
          // Whoever serves must have seen everything: so it takes some tries.
          for _ in 0..<200 {
            try await stage.okoro.sync()
            let outcome = try await stage.okoro.perform(
              .serveDraft, reason: "a test", overridden: Check.rules.map(\.id))
            if outcome.act != nil { break }
          }
          return []
        }
        var all: [String] = []
        for try await taken in group { all += taken }
        return all
      }
      try await stage.joanne.sync()
      let frozen = try stage.joanne.frozen("served").part(PartID("E"))
      let words = Set(
        frozen?.collection("outcomes")?.records.map { $0.text("description") } ?? [])
      #expect(pushed.allSatisfy(words.contains))
      let live = try stage.joanne.part("E").view().collection("outcomes")?.records.count
      #expect(live == frozen?.collection("outcomes")?.records.count)
    }
  }

  /// Changes the database beside the running server, which stays as it is.
  static func tamper(
    _ server: ServerFixture, _ body: (borrowing Connection) throws(StoreError) -> Void
  ) throws {
    let connection = try Connection(path: server.folder + "/server.sqlite", access: .readWrite)
    try connection.run("PRAGMA wal_autocheckpoint = 0")
    try connection.run("PRAGMA foreign_keys = OFF")
    try body(connection)
  }
}

extension ActStage {
  func priyaAccount() async throws -> String {
    try await okoro.sync()
    let workspace = try okoro.open()
    let people = try workspace.people(of: try workspace.plan(nil))
    guard let priya = people.first(where: { $0.name == "Priya Shah" }) else {
      throw Unexpected("no Priya")
    }
    return priya.account
  }
}
