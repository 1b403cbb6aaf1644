import Client
import Foundation
import Plan
import Server
import Testing

/// Another child's words, found by the real server in the real database.
@Suite struct CheckComparisonTests {
  private static let passage =
    "She finds it hard to follow what is said in a busy classroom, and she often copies what the "
    + "other children do. When the room is quiet and sentences are short, she understands most."

  /// Two plans: Zebedee's, and Saskia's with some of his words in it.
  private func stage(
    _ change: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (ServerFixture, ClientPerson) async throws -> Void
  ) async throws {
    try await ServerFixture.with(change) { fixture in
      let code = try await fixture.makeUser("M. Okoro")
      let okoro = try await ClientPerson.signIn(at: fixture, code: code)
      try await okoro.begin("MK-0001")
      try await okoro.sync()
      try child(okoro, "Zebedee", "Quill")
      try describe(okoro, Self.passage)
      try await okoro.sync()
      try await okoro.begin("MK-0002")
      try await okoro.sync()
      try child(okoro, "Saskia", "Tranmoor")
      try await body(fixture, okoro)
    }
  }

  private func child(_ person: ClientPerson, _ forename: String, _ surname: String) throws {
    try person.edit("details") { (part: inout PartDocument) throws(ContentError) in
      try part.set(.line(forename), field: "forename", of: nil)
      try part.set(.line(surname), field: "surname", of: nil)
    }
  }

  private func turn(_ person: ClientPerson, to reference: String) throws {
    let workspace = try person.open()
    try workspace.setCurrent(try workspace.plan(reference))
  }

  private func describe(_ person: ClientPerson, _ text: String) throws {
    try person.edit("B") { (part: inout PartDocument) throws(ContentError) in
      let need = try part.addRecord(to: "needs")
      _ = try part.edit(text, field: "description", of: need)
    }
  }

  private func compare(_ person: ClientPerson) async throws -> RemoteCheck {
    let workspace = try person.open()
    return try await workspace.remote().check(try workspace.plan(nil).identifier)
  }

  @Test func `the server finds another child's name and passage, and names no plan`() async throws {
    try await stage { _, okoro in
      try describe(okoro, "Zebedee needs a quiet room.")
      try describe(okoro, Self.passage.replacing("she ", with: "Saskia "))
      try await okoro.sync()
      let check = try await compare(okoro)
      #expect(check.findings.map(\.rule).sorted() == ["E15", "W16"])
      #expect(check.findings.first { $0.rule == "E15" }?.place == "B.1.description")
      #expect(check.findings.first { $0.rule == "W16" }?.place == "B.2.description")
      #expect(check.compared == 1 && check.plans == 1)
      for finding in check.findings {
        let words = finding.sentence + finding.remedy
        #expect(!words.contains("Quill") && !words.contains("MK-0001"))
      }
    }
  }

  @Test
  func `an act is judged by the comparison, dry run and act alike, and tells no more than it`()
    async throws
  {
    try await stage { server, okoro in
      try describe(okoro, "Zebedee needs a quiet room.")
      try describe(okoro, Self.passage.replacing("she ", with: "Saskia "))
      try await okoro.sync()
      let dry = try await okoro.perform(.serveDraft, isDryRun: true)
      let found = dry.obstacles.filter { ["E15", "W16"].contains($0.code) }
      #expect(found.map(\.code) == ["E15", "W16"] && found.map(\.blocks) == [true, false])
      #expect(!found.contains { ($0.sentence + $0.remedy).contains("Quill") })
      let others = Check.rules.map(\.id).filter { $0 != "E15" }
      let blocked = try await okoro.perform(.serveDraft, reason: "a test", overridden: others)
      #expect(blocked.act == nil && blocked.obstacles.filter(\.blocks).map(\.code) == ["E15"])
      let audit = try await server.administer(["command": "audit-list"]).text()
      #expect(audit.components(separatedBy: "plan-compared").count == 3, "both were recorded")
      let served = try await okoro.perform(
        .serveDraft, reason: "It is her cousin", overridden: others + ["E15"])
      #expect(served.act?.overridden.contains("E15") == true)
    }
  }

  @Test func `who asks too often is told that the comparison was left out, and cannot act`()
    async throws
  {
    // One a minute, so that a slow machine is given no second one meanwhile.
    try await stage {
      $0.limits.checksPerAccount = RateLimit(burst: 2, perMinute: 1)
    } _: {
      _, okoro in
      try describe(okoro, "Zebedee needs a quiet room.")
      try await okoro.sync()
      var last: ActOutcome?
      for _ in 0..<3 { last = try await okoro.perform(.serveDraft, isDryRun: true) }
      let codes = last?.obstacles.map(\.code) ?? []
      #expect(codes.contains("not-compared") && !codes.contains("E15"))
      await #expect(throws: ClientError.self) { try await okoro.perform(.serveDraft) }
      #expect(try okoro.acts().isEmpty)
    }
  }

  @Test func `off-line a device judges by what it has, and says what it left out`() async throws {
    try await stage { _, okoro in
      try describe(okoro, "Zebedee needs a quiet room.")
      let workspace = try okoro.open()
      let outcome = try workspace.review(
        .serveDraft, on: try workspace.plan(nil), date: ActStage.today, details: .init())
      let codes = outcome.obstacles.map(\.code)
      #expect(codes.contains("not-compared") && codes.contains("not-sent"))
      #expect(codes.contains("E18") && !codes.contains("E15"))
      #expect(outcome.obstacles.last { $0.code == "not-compared" }?.blocks == false)
    }
  }

  @Test func `what the other plan no longer says is found no longer`() async throws {
    try await stage { _, okoro in
      try describe(okoro, "Zebedee needs a quiet room.")
      try await okoro.sync()
      #expect(try await compare(okoro).findings.count == 1)
      try turn(okoro, to: "MK-0001")
      try child(okoro, "Thaddeus", "Quill")
      try await okoro.sync()
      try turn(okoro, to: "MK-0002")
      #expect(try await compare(okoro).findings == [])
    }
  }

  @Test func `only the authority's own people may have plans compared, so often, on record`()
    async throws
  {
    try await stage { fixture, okoro in
      try await okoro.sync()
      let code = try #require(try await okoro.invite("Jo Tranmoor", role: "parent"))
      let parent = try await ClientPerson.signIn(at: fixture, code: code)
      try await parent.join("MK-0002")
      await #expect(throws: ClientError.self) { try await compare(parent) }
      var made = 0
      do {
        while made < 100 {
          _ = try await compare(okoro)
          made += 1
        }
      } catch ClientError.server(let status, _, _) {
        #expect(status == 429)
      }
      #expect((9...20).contains(made))
      let log = try await fixture.administer(["command": "audit-verify"])
      #expect(log["error"] == nil, "\(log.text())")
    }
  }
}
