import CRDT
import Client
import Plan
import Testing

/// What the family suggests in the plan itself is a representation, too.
@Suite struct SuggestedRepresentationTests {
  @Test func `a parent's suggestion is accepted into a served draft, and explains the change`()
    async throws
  {
    try await ActStage.with { stage in
      try await stage.serve()
      try await stage.joanne.sync()
      let provision = try stage.joanne.provision()
      let suggestion = try stage.joanne.suggest("Twice a week", of: provision)
      try await stage.joanne.sync()
      try await stage.okoro.sync()
      let open = try await stage.okoro.perform(.issue, isDryRun: true, familyAnswered: "T")
      #expect(open.obstacles.contains { $0.code == "open-suggestion" && $0.place == "F" })
      try stage.okoro.accept(suggestion)
      #expect(try await stage.okoro.sync().isEven)
      let accepted = try await stage.okoro.perform(.issue, isDryRun: true, familyAnswered: "T")
      #expect(!accepted.obstacles.contains { ["open-suggestion", "E20"].contains($0.code) })
      try await stage.issue()
      try await stage.joanne.sync()
      let issued = try stage.joanne.frozen("issued").part(PartID("F"))
      #expect(
        issued?.collection("provisions")?.records.first?.text("frequency") == "Twice a week")
    }
  }

  @Test func `a professional's suggestion is not, and needs the draft to be served again`()
    async throws
  {
    try await ActStage.with { stage in
      let provision = try stage.priya.provision()
      let suggestion = try stage.priya.suggest("Twice a week", of: provision)
      try await stage.priya.sync()
      try await stage.serve()
      try stage.okoro.accept(suggestion)
      #expect(try await stage.okoro.sync().isEven)
      try await stage.complete()
      let blocked = try await stage.okoro.perform(.issue, familyAnswered: "Telephone")
      let obstacle = try #require(blocked.obstacles.first { $0.code == "E20" })
      #expect(obstacle.place == "F.1.frequency" && blocked.act == nil)
      let workspace = try stage.okoro.open()
      let view = try workspace.comparedView(try workspace.plan(nil))
      #expect(view.unexplainedChanges?.map(\.place.description) == ["F.1.frequency"])
    }
  }
}

extension ClientPerson {
  /// Suggests another frequency for a provision.
  func suggest(_ words: String, of provision: EventID) throws -> EventID {
    try edit("F") { (part: inout PartDocument) throws(ContentError) -> EventID in
      let changes = try part.changes { (copy: inout PartDocument) throws(ContentError) in
        try copy.set(.line(words), field: "frequency", of: provision)
      }
      return try part.suggest(changes)
    }
  }

  func accept(_ suggestion: EventID) throws {
    try edit("F") { (part: inout PartDocument) throws(ContentError) in
      try part.decide(suggestion, .accepted)
    }
  }
}
