import CRDT
import Plan
import Testing

/// What Okoro is told of what Priya did since she last looked: one test for each kind of news.
@Suite struct PlanNewsTests {
  /// Priya writes; Okoro looks before and after.
  private struct Stage {
    var pair: PartDocumentTests.Pair
    private let before: PlanView
    private let known: VersionVector

    init(_ prepare: (inout PartDocumentTests.Pair) throws -> Void = { _ in }) throws {
      pair = try PartDocumentTests.Pair(description: "She gets regular support. She likes maps.")
      try prepare(&pair)
      try pair.exchange()
      before = try Self.view(pair.two)
      known = pair.two.document.versionVector
    }

    private static func view(_ part: PartDocument) throws -> PlanView {
      PlanView(
        reference: "MK-0412", template: try EnglandPack.template(), phase: .gather, parts: [part],
        authors: PartDocumentTests.authors)
    }

    /// What is new for whoever has this account, once both have exchanged.
    mutating func news(
      in parts: Set<PartID> = [PartID("B")], for account: String = "o"
    ) throws -> [PlanNews.Item] {
      try pair.exchange()
      let after = try Self.view(pair.two)
      let strangers = PartDocumentTests.authors.filter { $0.value.account != account }.keys
      let work = pair.two.document.contents(after: known).filter { strangers.contains($0.agent) }
      let strokes = work.map {
        [EventStretch(first: EventID(agent: $0.agent, sequence: $0.first), count: UInt64($0.count))]
      }
      let changes = PartChanges(of: pair.two, strokes: strokes).changes
      let deeds = PartDeeds(zip(work.map(\.agent), changes))
      return PlanNews(
        from: before, to: after, by: Dictionary(uniqueKeysWithValues: parts.map { ($0, deeds) }),
        for: account
      ).items
    }

    var need: Place {
      Place(part: PartID("B"), collection: "needs", record: pair.need, number: 1)
    }

    func place(_ field: String) -> Place {
      Place(part: PartID("B"), collection: "needs", record: pair.need, number: 1, field: field)
    }
  }

  @Test func `a question comes with its words, its place and who asked`() throws {
    var stage = try Stage()
    let comment = try stage.pair.one.addComment(
      "How long?", at: Place(part: PartID("B")), quote: "regular support")
    #expect(
      try stage.news() == [
        .comment(
          comment, at: stage.place("description"), by: PartDocumentTests.priya, body: "How long?",
          answers: false)
      ])
    #expect(try stage.news(for: "p").isEmpty, "her own question is no news to her")
    #expect(try stage.news(in: []).isEmpty, "nothing of a part in which others wrote nothing")
  }

  @Test func `an answer says that it is one`() throws {
    var question: EventID?
    var stage = try Stage { pair in
      question = try pair.two.addComment("How long?", at: Place(part: PartID("B")))
    }
    let answer = try stage.pair.one.addComment(
      "25 minutes.", at: Place(part: PartID("B")), inReplyTo: question)
    #expect(
      try stage.news() == [
        .comment(
          answer, at: Place(part: PartID("B")), by: PartDocumentTests.priya, body: "25 minutes.",
          answers: true)
      ])
  }

  @Test(arguments: [true, false])
  func `a comment closed or opened again is told by its label`(isResolved: Bool) throws {
    var comment: EventID?
    var stage = try Stage { pair in
      let made = try pair.two.addComment("How long?", at: Place(part: PartID("B")))
      try pair.two.setResolved(made, !isResolved)
      comment = made
    }
    try stage.pair.one.setResolved(try #require(comment), isResolved)
    #expect(
      try stage.news() == [
        .resolved(label: "B.C1", at: Place(part: PartID("B")), isResolved: isResolved)
      ])
  }

  @Test func `a suggestion is told, and not what it might change`() throws {
    var stage = try Stage()
    let changes = try stage.pair.one.replacement(
      of: "regular support", by: "25 minutes", at: Place(part: PartID("B")))
    let suggestion = try stage.pair.one.suggest(changes)
    let items = try stage.news()
    guard case .suggested(let view, PartID("B")) = items.first, items.count == 1 else {
      Issue.record("\(items)")
      return
    }
    #expect(view.id == suggestion)
    #expect(view.changes[0].with == .text("25 minutes"))
  }

  @Test(arguments: [true, false])
  func `a decision is told to whoever suggested, and to others as another's`(isOwn: Bool) throws {
    var suggestion: EventID?
    var stage = try Stage { pair in
      func suggest(_ part: inout PartDocument) throws -> EventID {
        try part.suggest(
          part.replacement(of: "regular", by: "daily", at: Place(part: PartID("B"))))
      }
      suggestion = try isOwn ? suggest(&pair.two) : suggest(&pair.one)
    }
    try stage.pair.one.decide(
      try #require(suggestion), isOwn ? .rejected : .withdrawn, reason: "As in the report.")
    let items = try stage.news()
    guard case .decided(let view, PartID("B"), isOwn: let own) = items.first, items.count == 1
    else {
      Issue.record("\(items)")
      return
    }
    #expect(own == isOwn)
    #expect(view.state == (isOwn ? .rejected : .withdrawn))
    #expect(view.decisions[0].reason == (isOwn ? "As in the report." : ""))
  }

  @Test func `an acceptance is told with the words it changed`() throws {
    var suggestion: EventID?
    var stage = try Stage { pair in
      suggestion = try pair.two.suggest(
        pair.two.replacement(of: "regular", by: "daily", at: Place(part: PartID("B"))))
    }
    try stage.pair.one.decide(try #require(suggestion), .accepted)
    let items = try stage.news()
    #expect(items.count == 2)
    guard case .decided = items.first else {
      Issue.record("\(items)")
      return
    }
    #expect(
      items.last
        == .changed(PartID("B"), [stage.place("description")], by: [PartDocumentTests.priya]))
  }

  @Test func `fields that read differently are told together, in the template's order`() throws {
    var stage = try Stage()
    _ = try stage.pair.one.edit(
      "She gets help.", field: "description", of: stage.pair.need)
    try stage.pair.one.set(.line("Reading"), field: "title", of: stage.pair.need)
    #expect(
      try stage.news() == [
        .changed(
          PartID("B"), [stage.place("title"), stage.place("description")],
          by: [PartDocumentTests.priya])
      ])
  }

  @Test func `what was changed and changed back is no news`() throws {
    var stage = try Stage()
    try stage.pair.one.set(.line("Reading"), field: "title", of: stage.pair.need)
    try stage.pair.one.set(.empty, field: "title", of: stage.pair.need)
    #expect(try stage.news().isEmpty)
  }

  @Test func `a record that came is told with its title, and not as fields that changed`() throws {
    var stage = try Stage()
    let need = try stage.pair.one.addRecord(to: "needs")
    try stage.pair.one.set(.line("Spelling"), field: "title", of: need)
    #expect(
      try stage.news() == [
        .added(
          Place(part: PartID("B"), collection: "needs", record: need, number: 2),
          title: "Spelling", by: PartDocumentTests.priya)
      ])
  }

  @Test func `a record that went is told by the title it had`() throws {
    var stage = try Stage { pair in
      try pair.two.set(.line("Reading"), field: "title", of: pair.need)
    }
    try stage.pair.one.deleteRecord(stage.pair.need)
    #expect(
      try stage.news() == [.removed(PartID("B"), title: "Reading", by: [PartDocumentTests.priya])])
  }

  @Test func `a record moved is told once, and those that made room for it are not`() throws {
    var needs: [EventID] = []
    var stage = try Stage { pair in
      for title in ["Spelling", "Attention", "Friends"] {
        let need = try pair.two.addRecord(to: "needs")
        try pair.two.set(.line(title), field: "title", of: need)
        needs.append(need)
      }
    }
    try stage.pair.one.moveRecord(needs[2], to: 0)
    #expect(
      try stage.news() == [
        .moved(
          Place(part: PartID("B"), collection: "needs", record: needs[2], number: 1),
          title: "Friends", by: [PartDocumentTests.priya])
      ])
  }

  @Test func `what two people touched while apart is told as something to review`() throws {
    var stage = try Stage()
    try stage.pair.one.set(.line("Reading"), field: "title", of: stage.pair.need)
    try stage.pair.two.set(.line("Literacy"), field: "title", of: stage.pair.need)
    let items = try stage.news()
    let reviews = items.compactMap { if case .review(let item) = $0 { item.kind } else { nil } }
    #expect(reviews == [.field])
  }

  @Test func `a record moved to two places is told as something to review`() throws {
    var stage = try Stage { pair in
      for _ in 0..<2 { _ = try pair.two.addRecord(to: "needs") }
    }
    try stage.pair.one.moveRecord(stage.pair.need, to: 1)
    try stage.pair.two.moveRecord(stage.pair.need, to: 2)
    let items = try stage.news()
    guard case .review(let item) = items.first, items.count == 1 else {
      Issue.record("\(items)")
      return
    }
    #expect(item.kind == .move)
  }

  @Test func `questions come before changes, whatever was first`() throws {
    var stage = try Stage()
    try stage.pair.one.set(.line("Reading"), field: "title", of: stage.pair.need)
    _ = try stage.pair.one.addComment("How long?", at: Place(part: PartID("B")))
    let items = try stage.news()
    guard case .comment = items.first, case .changed = items.last, items.count == 2 else {
      Issue.record("\(items)")
      return
    }
  }
}
