import CRDT
import Client
import Plan
import Server
import Testing

/// What a served draft means to the check, the clock and the history of a plan.
@Suite struct ServedDraftTests {
  private func unexplained(_ person: ClientPerson) throws -> [Place] {
    let workspace = try person.open()
    let view = try workspace.comparedView(try workspace.plan(nil))
    return (view.unexplainedChanges ?? []).map(\.place)
  }

  @Test func `the check finds what nothing explains, at the server and on a device without it`()
    async throws
  {
    try await ActStage.with { stage in
      #expect(try unexplained(stage.okoro) == [])
      try await stage.serve()
      #expect(try unexplained(stage.okoro) == [])
      try stage.okoro.set(.line("£40 a week"), "amount", in: "J")
      #expect(try unexplained(stage.okoro).map(\.description) == ["J.amount"])
      try await stage.okoro.sync()
      let workspace = try stage.okoro.open()
      let plan = try workspace.plan(nil)
      let found = try await workspace.remote().check(plan.identifier).findings
      #expect(found.map { "\($0.rule) \($0.place)" } == ["E20 J.amount"])
      #expect(found.first?.sentence.contains("M. Okoro") == true)
      let alike = Check.report(
        on: try workspace.comparedView(plan), today: ActStage.today
      ).findings.first { $0.rule == "E20" }
      #expect(alike?.sentence == found.first?.sentence)
    }
  }

  @Test func `what the family suggests is explained once accepted; open, it stands in the way`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      try await stage.joanne.sync()
      let provision = try stage.joanne.provision()
      let id = try stage.joanne.edit("F") { (part: inout PartDocument) throws(ContentError) in
        var wished = part
        try wished.set(.line("Twice a week"), field: "frequency", of: provision)
        return try part.suggest(part.changes(to: wished))
      }
      try await stage.joanne.sync()
      try await stage.complete()
      let open = try await stage.okoro.perform(.issue, isDryRun: true, familyAnswered: "T")
        .obstacles
      #expect(open.filter(\.blocks).map(\.code) == ["open-suggestion"])
      #expect(open.first?.remedy.hasSuffix("ehcp suggestions show F.S1") == true)
      try stage.okoro.edit("F") { (part: inout PartDocument) throws(ContentError) in
        try part.decide(id, .accepted)
      }
      #expect(try await stage.okoro.sync().isEven)
      #expect(try unexplained(stage.okoro) == [])
      try await stage.okoro.performing(.issue, familyAnswered: "Telephone")
    }
  }

  @Test func `the days of serving and issuing are on the timeline by themselves`() async throws {
    try await ActStage.with { stage in
      try await stage.serve()
      try await stage.issue()
      let view = try stage.okoro.view()
      let milestones = Milestones(in: view)
      for milestone in ["draft-served", "plan-issued"] {
        #expect(milestones[milestone] == ActStage.today)
        #expect(milestones.entries[milestone]?.source == .official)
      }
      let sen2 = try #require(view.template.returns.first { $0.id == "sen2" })
      let row = try #require(ReturnRows(sen2, of: view).rows["namedplan"]?.first)
      #expect(row.contains(ActStage.today.description))
    }
  }

  @Test func `the served draft is a version to compare with and to go back to`() async throws {
    try await ActStage.with { stage in
      try await stage.serve()
      let provision = try stage.okoro.provision()
      try stage.okoro.record([.field(provision, key: "frequency")], in: "F")
      try stage.okoro.set(.line("Daily"), "frequency", of: provision, in: "F")
      let workspace = try stage.okoro.open()
      let plan = try workspace.plan(nil)
      let served = VersionReference.frozen(try workspace.act(named: "served", in: plan))
      let redline = try workspace.redline(of: plan, from: served, to: .now)
      #expect(redline.parts.filter { !Redline(parts: [$0]).isEmpty }.map(\.id) == [PartID("F")])
      let place = Place(
        part: PartID("F"), collection: "provisions", record: provision, field: "frequency")
      let outcome = try workspace.restore(served, of: plan, at: place)
      #expect(outcome.changed == [PartID("F")])
      #expect(try workspace.redline(of: plan, from: served, to: .now).isEmpty)
    }
  }
}
