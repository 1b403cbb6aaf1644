import CRDT
import Client
import Foundation
import Plan
import Server
import Store
import Testing

/// Reports: their author's own until signed, nobody's after that, and cited by their words.
@Suite struct AdviceReportTests {
  @Test func `a report written off-line is signed, and then its author cannot change it either`()
    async throws
  {
    try await ActStage.with { stage in
      let report = try stage.priya.beginReport("She reads single words.")
      #expect(try stage.priya.unsent() == 1)
      await #expect(throws: ClientError.unsentWork(count: 1)) {
        try await stage.priya.sign(report)
      }
      try await stage.priya.sync()
      let act = try await stage.priya.sign(report)
      #expect(act.kind == .adviceSigned && act.report == report && act.name == "Priya Shah")
      #expect(throws: ClientError.refused(.signed, part: report)) {
        try stage.priya.write("She reads books.", report.description, "body")
      }
      await #expect(throws: ClientError.self) { try await stage.priya.sign(report) }

      for person in [stage.okoro, stage.joanne] {
        try await person.sync()
        let workspace = try person.open()
        let plan = try workspace.plan(nil)
        let signed = try workspace.signedReport(report, in: plan)
        #expect(signed.field("body")?.value == .text("She reads single words."))
        #expect(try workspace.reports(of: plan).map(\.signature?.entry) == [act.entry])
      }
    }
  }

  @Test func `work on a report that was signed meanwhile on another device is refused and kept`()
    async throws
  {
    try await ActStage.with { stage in
      let report = try stage.priya.beginReport("She reads single words.")
      try await stage.priya.sync()
      let tablet = try await ClientPerson.signIn(
        at: stage.server, code: stage.server.makeCode(account: await stage.priyaAccount()))
      try await tablet.join(ActStage.reference)
      try tablet.write("She reads whole books.", report.description, "body")
      try await stage.priya.sign(report)
      let sync = try await tablet.sync()
      #expect(sync.refused.count == 1)
      #expect(try tablet.tray().first?.passages.map(\.words) == ["She reads whole books."])
      // A signature of what the server does not have is none.
      let other = try stage.priya.beginReport("Another.")
      try await stage.priya.sync()
      try await tablet.sync()
      try tablet.write("Other words.", other.description, "body")
      try await tablet.sync()
      await #expect(throws: ClientError.self) { try await stage.priya.sign(other) }
      try await stage.priya.sync()
      try await stage.priya.sign(other)
    }
  }

  @Test func `nobody signs, or adds to, somebody else's report`() async throws {
    try await ActStage.with { stage in
      let report = try stage.priya.beginReport("She reads single words.")
      try await stage.priya.sync()
      try await stage.okoro.sync()
      try await stage.joanne.sync()
      for person in [stage.okoro, stage.joanne] {
        await #expect(throws: ClientError.self) { try await person.sign(report) }
      }
      try await stage.priya.sign(report)
      // An addendum under her report's name, begun by another.
      try await stage.joanne.sync()
      let forged = try stage.joanne.beginReport("She is wrong.", addendumOf: report)
      #expect(forged.description == "\(report)-addendum-1")
      try await stage.joanne.sync()
      await #expect(throws: ClientError.self) { try await stage.joanne.sign(forged) }
      #expect(try stage.okoro.acts().isEmpty)
      try await stage.okoro.sync()
      #expect(try stage.okoro.acts().map(\.report) == [report])
    }
  }

  @Test func `a correction is an addendum, dated and signed in its turn`() async throws {
    try await ActStage.with { stage in
      let report = try stage.priya.beginReport("She reads single words.")
      try await stage.priya.sync()
      try await stage.priya.sign(report)
      let addendum = try stage.priya.beginReport("And short sentences.", addendumOf: report)
      try await stage.priya.sync()
      let act = try await stage.priya.sign(addendum)
      #expect(act.date == ActStage.today && act.report == addendum)
      #expect(addendum.report == report && addendum.addendumNumber == 1)
      let second = try stage.priya.beginReport("And more.", addendumOf: report)
      #expect(second.addendumNumber == 2)
    }
  }

  @Test func `a provision cites words of a report, which stand in what is served`() async throws {
    try await ActStage.with { stage in
      let report = try stage.priya.beginReport("She needs twenty minutes each day.")
      try await stage.priya.sync()
      try await stage.priya.sign(report)
      try await stage.okoro.sync()
      let provision = try stage.okoro.provision()
      let source = try stage.okoro.part(report.description)
      #expect(throws: ClientError.content(.quoteNotFound)) {
        try stage.okoro.edit("F") { (part: inout PartDocument) throws(ContentError) in
          _ = try part.cite("an hour each day", of: source, for: provision)
        }
      }
      try stage.okoro.edit("F") { (part: inout PartDocument) throws(ContentError) in
        _ = try part.cite("twenty minutes each day", of: source, for: provision)
      }
      try await stage.serve()
      try await stage.joanne.sync()
      let served = try stage.joanne.frozen("served").part(PartID("F"))
      let cited = served?.collection("provisions")?.records.first?.citations
      #expect(cited?.map(\.quote) == ["twenty minutes each day"])
      #expect(cited?.map(\.report) == [report])
      // Frozen with the draft: nobody takes it away while it is with the family.
      let citation = try #require(cited?.first)
      #expect(throws: ClientError.refused(.phaseForbids(.servedDraft), part: PartID("F"))) {
        try stage.okoro.edit("F") { (part: inout PartDocument) throws(ContentError) in
          try part.uncite(citation.id)
        }
      }
    }
  }
}

extension ClientPerson {
  /// Begins and fills a report on this device.
  func beginReport(_ body: String, addendumOf base: PartID? = nil) throws -> PartID {
    let workspace = try open()
    let id = try workspace.beginReport(in: try workspace.plan(nil), addendumOf: base)
    try workspace.edit(id, of: try workspace.plan(nil)) {
      (part: inout PartDocument) throws(ContentError) in
      try part.set(.line("Advice"), field: "title", of: nil)
      _ = try part.edit(body, field: "body", of: nil)
    }
    return id
  }

  @discardableResult
  func sign(_ report: PartID) async throws -> OfficialAct {
    let workspace = try open()
    return try await workspace.sign(
      report: report, of: try workspace.plan(nil), date: ActStage.today,
      with: try workspace.remote())
  }
}
