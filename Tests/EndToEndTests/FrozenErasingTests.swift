import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Testing

/// Erasing words that official acts have frozen: they go from every copy, and what vouches for the
/// rest stays valid.
@Suite struct FrozenErasingTests {
  private static let name = "Brunhilde"

  /// A plan with the name in a served draft, an issued plan and a signed report.
  ///
  /// - Returns: the signed report.
  private func issue(_ stage: ActStage) async throws -> PartID {
    let name = Self.name
    try stage.joanne.write("She plays with \(name).\n\(name)'s mother drives.", "A", "parent-views")
    try await stage.joanne.sync()
    let report = try stage.priya.beginReport("She and \(name) read single words.")
    try stage.priya.set(.line("Reading with \(name)"), "title", in: report.description)
    try stage.priya.set(.line("Priya Shah"), "author", in: report.description)
    try stage.priya.set(.line("Educational psychologist"), "role", in: report.description)
    try stage.priya.set(.date(ActStage.today), "date", in: report.description)
    try await stage.priya.sync()
    try await stage.priya.sign(report)
    try await stage.okoro.sync()
    // A friend in section A is nobody's mistake: the check may be overridden.
    let served = try await stage.okoro.perform(
      .serveDraft, reason: "a test", overridden: Check.rules.map(\.id))
    guard served.act != nil else { throw Unexpected("\(served.obstacles)") }
    try await stage.complete()
    let issued = try await stage.okoro.perform(
      .issue, reason: "a test", familyAnswered: "Telephone", overridden: Check.rules.map(\.id))
    guard issued.act != nil else { throw Unexpected("\(issued.obstacles)") }
    for person in [stage.joanne, stage.priya] { try await person.sync() }
    return report
  }

  private func erase(_ stage: ActStage, at server: ServerFixture? = nil) async throws -> JSONValue {
    try await (server ?? stage.server).administer([
      "command": "erase", "plan": .string(ActStage.reference), "words": .string(Self.name),
      "confirm": .string(ActStage.reference),
    ])
  }

  /// The files of a folder that hold the name in any byte.
  private func holders(_ folder: String) throws -> [String] {
    var found: [String] = []
    let files = FileManager.default.enumerator(atPath: folder)
    while let file = files?.nextObject() as? String {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
      if bytes.range(of: Data(Self.name.utf8)) != nil { found.append(file) }
    }
    return found
  }

  @Test func `no frozen version holds the words any more, and every fingerprint stays`()
    async throws
  {
    try await ActStage.with { stage in
      let report = try await issue(stage)
      let people = [stage.okoro, stage.joanne, stage.priya]
      #expect(try !holders(stage.server.folder).isEmpty)
      let before = try people.map { try $0.acts() }

      #expect(try await erase(stage)["erased"] == true)
      #expect(try holders(stage.server.folder) == [])
      for (person, acts) in zip(people, before) {
        #expect(try !holders(person.home.path).isEmpty, "no device has heard of it yet")
        #expect(try await person.sync().auditBreak == nil)
        #expect(try holders(person.home.path) == [])
        #expect(try person.acts() == acts)
        let plan = try person.open().plan(nil)
        let signed = try person.open().signedReport(report, in: plan)
        #expect(signed.field("body")?.value == .text("She and █████████ read single words."))
        #expect(signed.field("title")?.value == .line("█"))
      }
      for version in ["draft-1", "final-1"] {
        let frozen = try stage.joanne.frozen(version).part(PartID("A"))
        let views = frozen?.field("parent-views")?.value.plainText
        let live = try stage.joanne.text("A", "parent-views")
        #expect(views == live && live.hasSuffix(" █████████.\n█████████'s mother drives."))
      }
      let verified = try await stage.server.administer(["command": "verify"])
      #expect(verified["sound"] == true && verified["frozen_versions"] == 3)

      // Somebody who never had the versions gets them blank, and proves each.
      let late = try await ActStage.join(
        "Nia Bevan", role: "senco", stage.okoro, at: stage.server)
      #expect(try holders(late.home.path) == [])
      #expect(try late.frozen("final-1").part(PartID("B")) != nil)
    }
  }

  @Test func `a restore from an older backup blanks what was frozen again`() async throws {
    try await ActStage.with { stage in
      _ = try await issue(stage)
      let backup = stage.server.folder + "/monday.sqlite"
      _ = try await stage.server.administer(["command": "backup", "path": .string(backup)])
      _ = try await erase(stage)
      try await stage.okoro.sync()
      await stage.server.stop()

      for knowsList in [true, false] {
        let folder = ServerFolder()
        try await DataFolder(path: folder.path).restore(
          from: backup, erasures: knowsList ? stage.server.folder + "/erasures" : nil,
          templates: [try ServerFixture.england.get()], now: .now())
        let second = try await ServerFixture.start(in: folder)
        let account = try #require(try stage.okoro.open().person()?.account)
        if !knowsList {
          #expect(try holders(second.folder) == ["server.sqlite"])
          // A device that heard of the erasure tells a server that did not.
          try await stage.okoro.signInAgain(at: second, code: second.makeCode(account: account))
          try await stage.okoro.sync()
          #expect(try await erase(stage, at: second)["erased"] == true)
        }
        #expect(try holders(second.folder) == [])
        #expect(try await second.administer(["command": "verify"])["sound"] == true)
        if !knowsList { #expect(try holders(stage.okoro.home.path) == []) }
        await second.stop()
      }
    }
  }

  @Test
  func `the reason of an act, and of a hold, loses the words; a restore does not bring them back`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      try await stage.okoro.performing(.reopenDraft, reason: "The mother of \(Self.name) rang.")
      _ = try await stage.server.administer([
        "command": "hold-add", "reference": .string(ActStage.reference),
        "reason": .string("\(Self.name) complains"),
      ])
      try await stage.joanne.sync()
      let backup = stage.server.folder + "/monday.sqlite"
      _ = try await stage.server.administer(["command": "backup", "path": .string(backup)])

      let report = try await erase(stage).text()
      #expect(report.contains("reason of audit entry") && !report.contains(Self.name))
      #expect(try holders(stage.server.folder) == ["monday.sqlite"])
      for person in [stage.okoro, stage.joanne] {
        #expect(try await person.sync().auditBreak == nil)
        #expect(try holders(person.home.path) == [])
        #expect(try person.acts().last?.reason == "The mother of █████████ rang.")
      }
      let holds = try await stage.server.administer(["command": "hold-list"]).text()
      #expect(holds.contains("█████████ complains"))
      #expect(try await stage.server.administer(["command": "verify"])["sound"] == true)
      await stage.server.stop()

      let folder = ServerFolder()
      try await DataFolder(path: folder.path).restore(
        from: backup, erasures: stage.server.folder + "/erasures",
        templates: [try ServerFixture.england.get()], now: .now())
      #expect(try holders(folder.path) == [])
      let second = try await ServerFixture.start(in: folder)
      #expect(try await second.administer(["command": "verify"])["sound"] == true)
      await second.stop()
    }
  }

  @Test func `a reason altered behind the server's back is found out`() async throws {
    try await ActStage.with { stage in
      try await stage.serve()
      let act = try await stage.okoro.performing(.reopenDraft, reason: "The school wrote.")
      try OfficialRecordTests.tamper(stage.server) { connection throws(StoreError) in
        for statement in [
          "DELETE FROM audit_note", "UPDATE audit_note SET content = zeroblob(9)",
        ] as [StaticString] {
          #expect(throws: StoreError.self) { try connection.run(statement) }
        }
        try connection.run("DROP TRIGGER audit_note_keeps_rows")
        try connection.run("DELETE FROM audit_note")
      }
      let verified = try await stage.server.administer(["command": "verify"])
      #expect(verified["sound"] == false)
      #expect(verified["altered_notes"] == [.integer(Int64(act.entry))])
    }
  }
}
