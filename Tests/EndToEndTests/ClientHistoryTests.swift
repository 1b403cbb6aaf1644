import CRDT
import Client
import Plan
import Testing

/// History, versions and drafts over the real server.
struct ClientHistoryTests {
  /// A caseworker's plan, shared with a teacher.
  private func pair(
    _ server: ServerFixture, role: String
  ) async throws -> (caseworker: ClientPerson, other: ClientPerson) {
    let caseworker = try await ClientPerson.signIn(
      at: server, code: try await server.makeUser("M. Okoro"))
    try await caseworker.begin("MK-0412")
    try caseworker.write("Loves horses.", "A", "history")
    try await caseworker.sync()
    let code = try await caseworker.invite("Jo Tate", role: role)
    let other = try await ClientPerson.signIn(at: server, code: try #require(code))
    try await other.join("MK-0412")
    return (caseworker, other)
  }

  private func versions(_ person: ClientPerson) throws -> [PlanVersion] {
    let workspace = try person.open()
    return try workspace.versions(of: try workspace.plan(nil))
  }

  @Test func `every device knows when the server took a change in`() async throws {
    try await ServerFixture.with { server in
      let (caseworker, other) = try await pair(server, role: "ep")
      func times(_ person: ClientPerson) throws -> [Int64] {
        let workspace = try person.open()
        let times = try workspace.times(of: PartID("B"), in: try workspace.plan(nil))
        #expect(times.entries.count { !$0.isStored } == 0)
        return times.entries.map(\.time)
      }
      for title in ["Reading", "Attention"] {
        try caseworker.edit("B") { (part: inout PartDocument) throws(ContentError) in
          try part.set(.line(title), field: "title", of: try part.addRecord(to: "needs"))
        }
        try await caseworker.sync()
      }
      try await other.sync()
      let held = try times(other)
      #expect(held.count == 2)
      #expect(held == held.sorted())
      // The sender was told in the acknowledgement.
      #expect(try times(caseworker) == held)
    }
  }

  @Test func `a version tells nobody of a section that is withheld`() async throws {
    try await ServerFixture.with { server in
      let (caseworker, psychologist) = try await pair(server, role: "ep")
      try caseworker.edit("B") { (part: inout PartDocument) throws(ContentError) in
        _ = try part.addRecord(to: "needs")
      }
      try caseworker.edit("J") { (part: inout PartDocument) throws(ContentError) in
        try part.set(.text("Not wanted."), field: "arrangements", of: nil)
      }
      do {
        let workspace = try caseworker.open()
        let named = try workspace.nameVersion("draft-1", of: try workspace.plan(nil))
        #expect(Set(named).isSuperset(of: [PartID("B"), PartID("J")]))
      }
      try await caseworker.sync()
      try await psychologist.sync()
      let seen = try #require(try versions(psychologist).first)
      #expect(seen.name == "draft-1")
      #expect(seen.heads[PartID("B")] != nil)
      #expect(seen.heads[PartID("J")] == nil)
      #expect(seen.isStored)
    }
  }

  @Test func `work in a draft reaches nobody, and the next sync after sharing sends it`()
    async throws
  {
    try await ServerFixture.with { server in
      let (caseworker, other) = try await pair(server, role: "senco")
      do {
        let workspace = try caseworker.open()
        try workspace.beginDraft(of: try workspace.plan(nil), part: PartID("A"))
      }
      try caseworker.write("Loves horses and trains.", "A", "history")
      let report = try await caseworker.sync()
      #expect(report.drafted == 1)
      #expect(report.unsent == 0)
      #expect(report.isEven)
      try await other.sync()
      #expect(try other.text("A", "history") == "Loves horses.")
      do {
        let workspace = try caseworker.open()
        #expect(
          try workspace.shareDraft(of: try workspace.plan(nil), part: nil) == [PartID("A"): 1])
      }
      #expect(try await caseworker.sync().storedCount == 1)
      try await other.sync()
      #expect(try other.text("A", "history") == "Loves horses and trains.")
    }
  }

  @Test func `words put back are taken by the server, with where they come from`() async throws {
    try await ServerFixture.with { server in
      let (caseworker, other) = try await pair(server, role: "senco")
      try other.write("Loves.", "A", "history")
      try await other.sync()
      try await caseworker.sync()
      do {
        let workspace = try other.open()
        let undone = try #require(try workspace.undo(try workspace.plan(nil)))
        #expect(undone.hasChanged)
      }
      let report = try await other.sync()
      #expect(report.refused.isEmpty)
      try await caseworker.sync()
      #expect(try caseworker.text("A", "history") == "Loves horses.")
      let blame = try caseworker.part("A").blame(
        field: "history", of: nil, by: Attributions(of: caseworker.part("A"))
      ) {
        $0.isSameHand(as: $1)
      }
      let authors = try caseworker.view().authors
      #expect(blame.map { authors[$0.by.writer]?.name }.allSatisfy { $0 == "M. Okoro" })
      #expect(blame.contains { $0.by.restorer.map { authors[$0]?.name } == "Jo Tate" })
    }
  }
}
