import Client
import Plan
import Server
import Testing

/// A plan made under a pack that a device does not carry.
@Suite struct PackFetchTests {
  /// A server with every pack, and a person whose program carries England's alone.
  private func stage(
    serves: Bool = true, _ body: (ClientPerson, Workspace, Remote) async throws -> Void
  ) async throws {
    try await ServerFixture.with { configuration in
      if !serves { configuration.packs = [] }
    } _: { fixture in
      let code = try await fixture.makeUser("M. Okoro")
      let okoro = try await ClientPerson.signIn(at: fixture, code: code)
      let workspace = try okoro.open()
      try await body(okoro, workspace, try workspace.remote())
    }
  }

  @Test func `a device fetches the pack it lacks, once, and works with it`() async throws {
    try await stage { okoro, workspace, remote in
      let created = try await remote.createPlan(
        reference: "IDP-7", preset: nil, pack: "wales-idp")
      try await workspace.ensurePack(of: created, from: remote)
      try workspace.save(try await remote.plan(created.id))
      let plan = try workspace.plan("IDP-7")
      try await workspace.sync(plan, with: remote)
      try workspace.edit(PartID("2A"), of: try workspace.plan("IDP-7")) {
        (part: inout PartDocument) throws(ContentError) in
        let need = try part.addRecord(to: "needs")
        _ = try part.edit("Deaf in the left ear.", field: "description", of: need)
      }
      let report = try await workspace.sync(plan, with: remote)
      #expect(report.unsent == 0)
      // The next run of the program has it from its folder.
      let kept = okoro.home.fetchedPacks()
      #expect(kept.map(\.name) == ["Wales"])
      let read = try PlanTemplate.read(pack: "Wales", files: try #require(kept.first).files)
      #expect(read == plan.template)
    }
  }

  @Test func `a pack the server does not give is an error with its name`() async throws {
    try await stage(serves: false) { _, workspace, remote in
      let created = try await remote.createPlan(
        reference: "IDP-7", preset: nil, pack: "wales-idp")
      await #expect(throws: ClientError.unknownPack("wales-idp", version: "1")) {
        try await workspace.ensurePack(of: created, from: remote)
      }
    }
  }
}
