import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Testing

/// The road of a plan: gathered, served, answered, issued, amended; over a real server.
@Suite struct OfficialActTests {
  @Test(arguments: ["co-written", "authority-drafted"])
  func `the whole road: each version is frozen, proved on every device, and never changes`(
    preset: String
  ) async throws {
    try await ActStage.with(preset: preset) { stage in
      try await stage.serve()
      let provision = try stage.okoro.provision()
      try stage.okoro.record([.field(provision, key: "frequency")], in: "F")
      try stage.okoro.set(.line("Twice a week"), "frequency", of: provision, in: "F")
      try await stage.issue()
      let issued = try Self.bytes(stage.server)
      #expect(try stage.okoro.view().phase == .final)

      try await stage.okoro.performing(.amend, reason: "Annual review")
      try stage.okoro.set(.line("Three times a week"), "frequency", of: provision, in: "F")
      try stage.okoro.set(.line("Another school"), "setting-name", in: "I")
      try await stage.okoro.sync()
      // The amended plan names a setting: section 38(5) is about first drafts.
      let amendment = try await stage.okoro.performing(.serveDraft)
      #expect(amendment.number == 2)
      let final = try await stage.okoro.performing(.issue, familyAnswered: "Meeting")
      #expect(final.number == 2)

      for person in [stage.joanne, stage.priya] {
        #expect(try await person.sync().acts.count == 5)
        #expect(try await person.sync().acts.isEmpty)
        let kinds = try person.acts().map(\.kind)
        #expect(kinds == [.draftServed, .planIssued, .amendmentOpened, .draftServed, .planIssued])
        func frequency(_ version: String) throws -> String? {
          try person.frozen(version).part(PartID("F"))?.collection("provisions")?.records.first?
            .text("frequency")
        }
        let served = try #require(try frequency("draft-1"))
        #expect(served != "Twice a week")
        #expect(try frequency("final-1") == "Twice a week")
        #expect(
          try frequency("draft-2") == "Three times a week"
            && frequency("issued") == "Three times a week")
      }
      // Who may not read the placement has no frozen copy of it either.
      #expect(try stage.priya.frozen("issued").part(PartID("I")) == nil)
      #expect(try stage.joanne.frozen("final-1").part(PartID("I")) != nil)
      #expect(try stage.joanne.frozen("issued").part(PartID("dates")) == nil)

      let now = try Self.bytes(stage.server)
      #expect(issued.allSatisfy { now[$0.key] == $0.value })
      let verified = try await stage.server.administer(["command": "verify"])
      #expect(verified["sound"] == true && verified["frozen_versions"] == 4)
      #expect(try await stage.okoro.sync().auditBreak == nil)
    }
  }

  @Test func `a dry run says what stands against an act, and changes nothing`() async throws {
    try await ActStage.with { stage in
      try stage.okoro.set(.line("Milbury Academy"), "setting-name", in: "I")
      let dry = try await stage.okoro.perform(.serveDraft, isDryRun: true)
      #expect(dry.act == nil && dry.obstacles.map(\.code) == ["not-sent"])
      // Not even without saying so: what is frozen must be all there is.
      #expect(try await stage.okoro.perform(.serveDraft).act == nil)
      try await stage.okoro.sync()
      let again = try await stage.okoro.perform(.serveDraft)
      #expect(again.act == nil && again.obstacles.contains { $0.code == "E02" && $0.isCheck })
      // Somebody else has written since.
      try stage.okoro.set(.empty, "setting-name", in: "I")
      try await stage.okoro.sync()
      try stage.joanne.write("She draws.", "A", "parent-views")
      try await stage.joanne.sync()
      let stale = try await stage.okoro.perform(.serveDraft)
      #expect(stale.act == nil && stale.obstacles.map(\.code).contains("not-seen"))
      #expect(try stage.okoro.acts().isEmpty)
      try await stage.serve()
      #expect(try stage.okoro.acts().count == 1)
    }
  }

  @Test func `a rule of the check is overridden only with a reason, which stands in the record`()
    async throws
  {
    try await ActStage.with { stage in
      try stage.okoro.set(.line("Milbury Academy"), "setting-name", in: "I")
      try await stage.okoro.sync()
      await #expect(throws: ClientError.self) {
        try await stage.okoro.perform(.serveDraft, overridden: ["E02"])
      }
      let served = try await stage.okoro.perform(
        .serveDraft, reason: "Ordered by the Tribunal", overridden: ["E02"])
      #expect(served.act?.overridden == ["E02"])
      try await stage.joanne.sync()
      #expect(try stage.joanne.acts().first?.reason == "Ordered by the Tribunal")
    }
  }

  @Test func `a final plan that differs for no reason is not issued, and names who changed what`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      // The caseworker fills in the personal budget, which nobody asked for.
      try stage.okoro.set(.line("£40 a week"), "amount", in: "J")
      try await stage.complete()
      let outcome = try await stage.okoro.perform(.issue, familyAnswered: "Telephone")
      let obstacle = try #require(outcome.obstacles.first { $0.code == "E20" })
      #expect(outcome.act == nil && obstacle.place == "J.amount" && obstacle.isCheck)
      #expect(obstacle.sentence.contains("M. Okoro") && obstacle.sentence.contains("£40 a week"))
      // Asked for after all: then it may be.
      try stage.okoro.record([.own(key: "amount")], in: "J")
      try await stage.okoro.sync()
      let codes = try await stage.okoro.perform(.issue, isDryRun: true, familyAnswered: "T")
        .obstacles.filter(\.blocks).map(\.code)
      #expect(!codes.contains("E20"))
    }
  }

  @Test func `what the family said must be decided, and its time to answer over, before the issue`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      let said = try stage.okoro.record([.part], in: "B", decision: nil)
      try await stage.complete()
      let early = try await stage.okoro.perform(.issue)
      #expect(
        early.obstacles.filter(\.blocks).map(\.code).sorted()
          == ["answer-open", "undecided-representation"])
      try stage.okoro.edit("B") { (part: inout PartDocument) throws(ContentError) in
        try part.decideRepresentation(said, .refused, reason: "The report says otherwise.")
      }
      try await stage.okoro.sync()
      try await stage.okoro.performing(.issue, familyAnswered: "Letter of today")
      try await stage.joanne.sync()
      let seen = try stage.joanne.part("B").representations.first
      #expect(seen?.reason == "The report says otherwise." && seen?.decision == .refused)
    }
  }

  @Test func `a draft taken back is written on, and served again under the next number`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      try await stage.okoro.performing(.reopenDraft, reason: "New advice from the school")
      try await stage.priya.sync()
      try stage.priya.edit("F") { (part: inout PartDocument) throws(ContentError) in
        let record = part.view().collection("provisions")?.records.first?.id
        try part.set(.line("Every day, at nine"), field: "frequency", of: record)
      }
      #expect(try await stage.priya.sync().isEven)
      try await stage.okoro.sync()
      #expect(try await stage.okoro.performing(.serveDraft).number == 2)
      try await stage.issue()
      #expect(
        try stage.okoro.acts().map(\.kind) == [
          .draftServed, .draftReopened, .draftServed, .planIssued,
        ])
    }
  }

  @Test func `only whom the pack names may act, and only in the phases that have the act`()
    async throws
  {
    try await ActStage.with { stage in
      for act in [PlanAct.serveDraft, .issue, .amend, .reopenDraft] {
        try await Self.expectRefusal("not-permitted") {
          try await stage.joanne.perform(act, reason: "x")
        }
      }
      for act in [PlanAct.issue, .reopenDraft, .amend] {
        try await Self.expectRefusal("wrong-phase") {
          try await stage.okoro.perform(act, reason: "x")
        }
      }
      try await stage.serve()
      try await Self.expectRefusal("wrong-phase") {
        try await stage.okoro.perform(.amend, reason: "x")
      }
      try await stage.issue()
      for act in [PlanAct.serveDraft, .issue, .reopenDraft] {
        try await Self.expectRefusal("wrong-phase") {
          try await stage.okoro.perform(act, reason: "x")
        }
      }
      // A day that is not today is nobody's to choose.
      let past = try #require(CivilDate("2020-01-01"))
      await #expect(throws: ClientError.self) {
        try await stage.okoro.perform(.amend, reason: "x", date: past)
      }
      #expect(try stage.okoro.acts().count == 2)
    }
  }

  // MARK: Who writes what in which phase

  @Test func `a served draft takes the placement and what the family asked for, and nothing else`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      let provision = try stage.okoro.provision()
      let forbidden = ClientError.refused(.phaseForbids(.servedDraft), part: PartID("F"))
      #expect(throws: forbidden) {
        try stage.okoro.set(.line("Daily"), "frequency", of: provision, in: "F")
      }
      try stage.okoro.record([.field(provision, key: "frequency")], in: "F")
      try stage.okoro.set(.line("Daily"), "frequency", of: provision, in: "F")
      #expect(throws: forbidden) {
        try stage.okoro.set(.line("An hour"), "duration", of: provision, in: "F")
      }
      #expect(throws: forbidden) {
        try stage.okoro.edit("F") { (part: inout PartDocument) throws(ContentError) in
          try part.deleteRecord(provision)
        }
      }
      // Nobody but whom the pack names writes down what the family said.
      #expect(throws: ClientError.self) {
        try stage.priya.record([.field(provision, key: "duration")], in: "F")
      }
      #expect(try await stage.okoro.sync().isEven)
    }
  }

  @Test func `an edit made off-line before the draft was served goes to the tray, with the reason`()
    async throws
  {
    try await ActStage.with { stage in
      let provision = try stage.priya.provision()
      try stage.priya.set(.line("Each morning"), "frequency", of: provision, in: "F")
      try await stage.serve()
      let report = try await stage.priya.sync()
      #expect(report.refused.map(\.code) == ["phase-forbids"])
      let kept = try #require(try stage.priya.tray().first)
      #expect(kept.reason == "phase-forbids" && kept.passages.map(\.words) == ["Each morning"])
    }
  }

  @Test
  func `an edit that arrives after the issue is refused, and the issued bytes stay (fault 15)`()
    async throws
  {
    try await ActStage.with { stage in
      try stage.priya.set(
        .line("Each morning"), "frequency", of: try stage.priya.provision(), in: "F")
      try stage.joanne.write("She draws maps.", "A", "parent-views")
      try await stage.serve()
      try await stage.issue()
      let issued = try Self.bytes(stage.server)
      for person in [stage.priya, stage.joanne] {
        #expect(try await person.sync().refused.map(\.code) == ["phase-forbids"])
        #expect(try person.tray().count == 1)
      }
      #expect(try Self.bytes(stage.server) == issued)
      // Opened for amendment, the same words are welcome.
      try await stage.okoro.performing(.amend, reason: "Annual review")
      try await stage.joanne.sync()
      try stage.joanne.write("She draws maps.", "A", "parent-views")
      #expect(try await stage.joanne.sync().isEven)
      #expect(try Self.bytes(stage.server) == issued)
    }
  }

  @Test
  func `work of somebody whose role was withdrawn is kept for her, with the reason (fault 14)`()
    async throws
  {
    try await ActStage.with { stage in
      try stage.priya.set(
        .line("Each morning"), "frequency", of: try stage.priya.provision(), in: "F")
      try await stage.okoro.changeRole(of: "Priya Shah", to: "health")
      let report = try await stage.priya.sync()
      #expect(report.refused.map(\.code) == ["not-permitted"])
      #expect(try stage.priya.tray().first?.passages.first?.words == "Each morning")
      try await stage.serve()
      #expect(try stage.okoro.acts().count == 1)
    }
  }

  /// The server refuses, with this code.
  static func expectRefusal(
    _ code: String, _ body: () async throws -> ActOutcome
  ) async throws {
    do {
      let outcome = try await body()
      Issue.record("done: \(outcome)")
    } catch {
      guard case .server(_, let found, _) = error as? ClientError else { throw error }
      #expect(found == code)
    }
  }

  /// Everything frozen, read from the database's file.
  static func bytes(_ server: ServerFixture) throws -> [String: [UInt8]] {
    let connection = try Connection(path: server.folder + "/server.sqlite", access: .readOnly)
    let rows = try connection.rows("SELECT entry, part, content FROM frozen_part") {
      ("\($0.integer(0)) \($0.text(1))", $0.blob(2))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
