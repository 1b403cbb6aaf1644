import CRDT
import Plan
import Testing

/// One need moved by two people while apart.
@Suite struct MoveReviewTests {
  /// Priya's copy and Okoro's of a section with four needs.
  private struct Stage {
    var pair: PartDocumentTests.Pair
    var needs: [EventID]

    init() throws {
      pair = try PartDocumentTests.Pair(description: "Reading.")
      needs = [pair.need]
      for title in ["Spelling", "Attention", "Friends"] {
        let need = try pair.two.addRecord(to: "needs")
        try pair.two.set(.line(title), field: "title", of: need)
        needs.append(need)
      }
      try pair.exchange()
    }

    var shown: [Int] {
      pair.one.document.records(inListAt: ObjectAddress(key: "needs")).compactMap {
        needs.firstIndex(of: $0.id)
      }
    }
  }

  @Test func `a need moved to two places is listed with both, until one is chosen`() throws {
    var stage = try Stage()
    try stage.pair.one.moveRecord(stage.needs[3], to: 0)
    try stage.pair.two.moveRecord(stage.needs[3], to: 1)
    try stage.pair.exchange()
    // Okoro's agent is the greater.
    #expect(stage.shown == [0, 3, 1, 2])
    let item = try #require(stage.pair.reviews().first)
    #expect(stage.pair.reviews().count == 1)
    #expect(item.kind == .move)
    #expect(item.place.description == "B.2")
    #expect(item.merged == "Friends")
    #expect(item.sides.map(\.author) == [PartDocumentTests.priya, PartDocumentTests.okoro])
    #expect(item.sides.map { $0.destination?.index } == [0, 1])
    #expect(item.sides.map { $0.destination?.predecessor?.description } == [nil, "B.1"])

    try stage.pair.one.settleMove(of: stage.needs[3], at: item.sides[0].destination?.index)
    try stage.pair.exchange()
    #expect(stage.pair.reviews().isEmpty)
    #expect(stage.shown == [3, 0, 1, 2])
  }

  @Test func `leaving a moved need where it stands settles it too`() throws {
    var stage = try Stage()
    try stage.pair.one.moveRecord(stage.needs[0], to: 3)
    try stage.pair.two.moveRecord(stage.needs[0], to: 2)
    try stage.pair.exchange()
    let shown = stage.shown
    #expect(stage.pair.reviews().count == 1)
    try stage.pair.one.settleMove(of: stage.needs[0])
    try stage.pair.exchange()
    #expect(stage.pair.reviews().isEmpty)
    #expect(stage.shown == shown)
  }

  @Test func `two who moved a need to one place have nothing to decide`() throws {
    var stage = try Stage()
    try stage.pair.one.moveRecord(stage.needs[0], to: 2)
    try stage.pair.two.moveRecord(stage.needs[0], to: 2)
    try stage.pair.exchange()
    #expect(stage.pair.reviews().isEmpty)
    #expect(stage.shown == [1, 2, 0, 3])
  }

  @Test func `one person on two devices has nothing to decide`() throws {
    var stage = try Stage()
    try stage.pair.one.moveRecord(stage.needs[0], to: 2)
    try stage.pair.two.moveRecord(stage.needs[0], to: 3)
    try stage.pair.exchange()
    let same = Author(account: "p", name: "Priya Shah", role: RoleID("ep"))
    let authors = [PartDocumentTests.priya: same, PartDocumentTests.okoro: same]
    #expect(stage.pair.one.view(authors: authors).reviews.isEmpty)
    #expect(stage.pair.one.view().reviews.count == 1)
  }

  @Test func `a settlement made without having seen a third move opens it again`() throws {
    var stage = try Stage()
    var third = stage.pair.two
    third.document.begin(as: AgentID(high: 3, low: 3))
    try stage.pair.one.moveRecord(stage.needs[0], to: 1)
    try stage.pair.two.moveRecord(stage.needs[0], to: 2)
    try third.moveRecord(stage.needs[0], to: 3)
    try stage.pair.exchange()
    try stage.pair.one.settleMove(of: stage.needs[0])
    try stage.pair.exchange()
    #expect(stage.pair.reviews().isEmpty)
    for batch in third.document.batches(after: stage.pair.one.document.versionVector) {
      try stage.pair.one.document.receive(batch)
    }
    try stage.pair.exchange()
    let item = try #require(stage.pair.reviews().first)
    #expect(item.kind == .move)
    #expect(
      item.sides.map(\.author) == [PartDocumentTests.priya, AgentID(high: 3, low: 3)])
  }

  @Test func `a need moved by two and deleted by one is no longer in the list`() throws {
    var stage = try Stage()
    try stage.pair.one.moveRecord(stage.needs[0], to: 1)
    try stage.pair.two.moveRecord(stage.needs[0], to: 2)
    try stage.pair.two.deleteRecord(stage.needs[0])
    try stage.pair.exchange()
    #expect(stage.pair.reviews().isEmpty)
  }

  @Test func `no plan is issued while a move is open, and the judge takes its settlement`() throws {
    var stage = try Stage()
    try stage.pair.one.moveRecord(stage.needs[0], to: 1)
    try stage.pair.two.moveRecord(stage.needs[0], to: 2)
    try stage.pair.exchange()
    let template = try EnglandPack.template()
    let preset = try #require(template.preset("co-written"))
    func obstacles() throws -> [Place] {
      ActReview(
        act: .serveDraft, date: try #require(CivilDate("2026-11-09")), template: template,
        rules: preset.acts, acts: [], parts: [stage.pair.one],
        authors: PartDocumentTests.authors
      ).obstacles().compactMap {
        if case .review(let place) = $0.reason { place } else { nil }
      }
    }
    #expect(try obstacles().map(\.description) == ["B.3"])

    let seen = stage.pair.one.document.versionVector
    let before = stage.pair.one
    try stage.pair.one.settleMove(of: stage.needs[0], at: 1)
    let policy = Policy(template: template, preset: preset, phase: .gather)
    let batches = stage.pair.one.document.contents(after: seen)
    #expect(batches.count == 1)
    func judge(_ role: String) -> Judge.Judgement {
      Judge.judge(
        batches[0], in: before, policy: policy, member: Member(role: RoleID(role)),
        isOwn: { $0 == PartDocumentTests.priya })
    }
    #expect(judge("ep") == .allowed)
    #expect(judge("parent") != .allowed)
    #expect(try obstacles().isEmpty)
  }
}
