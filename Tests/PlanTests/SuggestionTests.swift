import CRDT
import Plan
import Testing

/// What suggesting, accepting and refusing do to a part, and what they never do.
@Suite struct SuggestionTests {
  typealias Pair = PartDocumentTests.Pair
  private static let text = "She gets regular support with reading. She likes maps."

  /// Priya suggests what the description should be.
  private func suggest(
    _ text: String, _ pair: inout Pair, message: String = ""
  ) throws -> EventID {
    var edited = pair.one
    _ = try edited.edit(text, field: "description", of: pair.need)
    return try pair.one.suggest(pair.one.changes(to: edited), message: message)
  }

  private func description(_ part: PartDocument, _ pair: Pair) -> String {
    part.document.string(at: ObjectAddress(record: pair.need, key: "description"))
  }

  @Test func `an accepted suggestion keeps the names of both`() throws {
    var pair = try Pair(description: Self.text)
    let id = try suggest(
      "She gets 25 minutes of support with reading. She likes old maps.", &pair,
      message: "How long?")
    #expect(description(pair.one, pair) == Self.text)
    try pair.exchange()
    let view = try #require(pair.two.view().suggestions.first)
    #expect(view.label == "S1")
    #expect(view.message == "How long?")
    #expect(view.state == .open && view.stands)
    #expect(view.changes.map(\.was.plainText) == ["regular ", ""])
    #expect(view.changes.map(\.with.plainText) == ["25 minutes of ", "old "])
    try pair.two.decide(id, .accepted)
    try pair.exchange()
    #expect(
      description(pair.one, pair)
        == "She gets 25 minutes of support with reading. She likes old maps.")
    #expect(pair.one.view().suggestions.first?.state == .accepted)
    let acceptance = try #require(pair.one.acceptances.first)
    #expect(acceptance.suggester == PartDocumentTests.priya)
    #expect(acceptance.acceptor == PartDocumentTests.okoro)
    let history = pair.one.document.textHistory(
      at: ObjectAddress(record: pair.need, key: "description"))
    let words = try #require(history.event(at: 9))
    #expect(pair.one.acceptance(of: words) == acceptance)
    #expect(pair.one.acceptance(of: try #require(history.event(at: 0))) == nil)
  }

  @Test func `words of a field of one line are found too, and its value suggested whole`() throws {
    var pair = try Pair(description: Self.text)
    try pair.one.set(.line("Reading single words"), field: "title", of: pair.need)
    let place = Place(part: pair.one.id, record: pair.need)
    let changes = try pair.one.replacement(of: "single words", by: "aloud", at: place)
    #expect(
      changes == [
        SuggestedChange(
          .record(pair.need), "title",
          .value(was: .text("Reading single words"), with: .text("Reading aloud")))
      ])
    #expect(throws: ContentError.quoteNotFound) {
      try pair.one.replacement(of: "Single", by: "one", at: place)
    }
  }

  @Test func `a rejection says why, and a decided suggestion is decided`() throws {
    var pair = try Pair(description: Self.text)
    let id = try suggest("She gets help.", &pair)
    try pair.exchange()
    try pair.two.decide(id, .rejected, reason: "Not specific.\nHow long?")
    try pair.exchange()
    let view = try #require(pair.one.view().suggestions.first)
    #expect(view.state == .rejected)
    #expect(view.decisions.first?.reason == "Not specific.\nHow long?")
    #expect(view.decisions.first?.author == PartDocumentTests.okoro)
    #expect(throws: ContentError.alreadyDecided(.rejected)) { try pair.one.decide(id, .accepted) }
    try pair.two.decide(id, .open)
    #expect(pair.two.suggestion(id)?.state == .open)
  }

  @Test func `what was accepted can be taken back and accepted again`() throws {
    var pair = try Pair(description: Self.text)
    let id = try suggest("She gets 25 minutes with reading. She likes maps!", &pair)
    let changed = "Always: She gets 25 minutes with reading. She likes maps!"
    try pair.exchange()
    try pair.two.decide(id, .accepted)
    _ = try pair.two.edit(changed, field: "description", of: pair.need)
    try pair.two.decide(id, .open)
    #expect(description(pair.two, pair) == "Always: " + Self.text)
    #expect(pair.two.acceptances.isEmpty)
    #expect(pair.two.view().suggestions[0].stands)
    try pair.two.decide(id, .accepted)
    #expect(description(pair.two, pair) == changed)
    try pair.exchange()
    #expect(description(pair.one, pair) == changed)
  }

  @Test func `a suggestion whose words have changed says so and replaces what stands`() throws {
    var pair = try Pair(description: Self.text)
    let id = try suggest("She gets 25 minutes daily with reading. She likes maps.", &pair)
    _ = try pair.two.edit(
      "She gets regular weekly support with reading. She likes maps.", field: "description",
      of: pair.need)
    try pair.exchange()
    let view = try #require(pair.two.view().suggestions.first)
    #expect(!view.stands && !view.isImpossible)
    #expect(view.changes[0].ground == .changed(now: "regular weekly support"))
    try pair.two.decide(id, .accepted)
    // Nobody proposed to take “weekly” out.
    #expect(description(pair.two, pair).contains("25 minutes daily"))
    #expect(description(pair.two, pair).contains("weekly"))
    #expect(!description(pair.two, pair).contains("regular"))
  }

  @Test func `nothing is accepted of a suggestion that cannot be made whole`() throws {
    var pair = try Pair(description: Self.text)
    var edited = pair.one
    _ = try edited.edit("She gets help.", field: "description", of: pair.need)
    let other = try pair.two.addRecord(to: "needs")
    try pair.exchange()
    edited.document = pair.one.document
    edited.document.begin(as: AgentID(high: 9, low: 9))
    try edited.set(.line("Numbers"), field: "title", of: other)
    _ = try edited.edit("She gets help.", field: "description", of: pair.need)
    let id = try pair.one.suggest(pair.one.changes(to: edited))
    try pair.exchange()
    try pair.two.deleteRecord(other)
    #expect(pair.two.view().suggestions[0].isImpossible)
    let before = pair.two.document.frontier
    #expect(throws: ContentError.groundIsGone(change: 1)) { try pair.two.decide(id, .accepted) }
    #expect(pair.two.document.frontier == before)
  }

  @Test func `records are added, filled, moved and removed as one`() throws {
    var pair = try Pair(description: Self.text)
    let second = try pair.two.addRecord(to: "needs")
    let third = try pair.two.addRecord(to: "needs")
    try pair.exchange()
    var edited = pair.one
    try edited.deleteRecord(second)
    try edited.moveRecord(third, to: 0)
    let new = try edited.addRecord(to: "needs", at: 1)
    try edited.set(.line("Spelling"), field: "title", of: new)
    _ = try edited.edit("Spells as she speaks.", field: "description", of: new)
    let id = try pair.one.suggest(pair.one.changes(to: edited))
    try pair.exchange()
    try pair.two.decide(id, .accepted)
    try pair.exchange()
    let records = pair.one.view().collections[0].records
    #expect(records.map(\.id).first == third)
    #expect(records.map { $0.text("title") } == ["", "Spelling", ""])
    #expect(records[1].text("description") == "Spells as she speaks.")
    #expect(records.count == 3)
    try pair.two.decide(id, .open)
    #expect(pair.two.view().collections[0].records.map(\.id) == [pair.need, second, third])
  }

  @Test func `two acceptances at once are told, and settled to one`() throws {
    var pair = try Pair(description: Self.text)
    let id = try suggest(
      "She gets 25 minutes with reading. She likes maps.", &pair)
    try pair.exchange()
    try pair.one.decide(id, .accepted)
    try pair.two.decide(id, .accepted)
    try pair.exchange()
    #expect(pair.one.suggestion(id)?.state == .contested)
    try pair.two.decide(id, .accepted)
    try pair.exchange()
    #expect(
      description(pair.one, pair) == "She gets 25 minutes with reading. She likes maps.")
    #expect(pair.one.suggestion(id)?.state == .accepted)
    #expect(pair.one.acceptances.count == 1)
  }

  @Test func `accepted by one and rejected by another is settled either way`() throws {
    var pair = try Pair(description: Self.text)
    let id = try suggest("She gets 25 minutes. She likes maps.", &pair)
    try pair.exchange()
    try pair.one.decide(id, .accepted)
    try pair.two.decide(id, .rejected, reason: "No.")
    try pair.exchange()
    #expect(pair.one.suggestion(id)?.state == .contested)
    try pair.two.decide(id, .rejected, reason: "No.")
    try pair.exchange()
    #expect(description(pair.one, pair) == Self.text)
    #expect(pair.one.suggestion(id)?.state == .rejected)
  }

  @Test func `a forged suggestion that names a record it does not add is never made`() throws {
    var pair = try Pair(description: Self.text)
    let id = try pair.one.suggest([
      SuggestedChange(.record(pair.need), "needs", .remove),
      SuggestedChange(.added(0), "title", .value(was: .none, with: .text("Forged"))),
    ])
    #expect(pair.one.view().suggestions[0].isImpossible)
    #expect(throws: ContentError.groundIsGone(change: 1)) { try pair.one.decide(id, .accepted) }
    #expect(pair.one.view().collections[0].records.count == 1)
  }

  @Test func `open suggestions about the same words name each other`() throws {
    var pair = try Pair(description: Self.text)
    _ = try suggest("She gets daily support with reading. She likes maps.", &pair)
    _ = try suggest("She gets weekly support with reading. She likes maps.", &pair)
    _ = try suggest("She gets regular support with reading. She likes charts.", &pair)
    let views = pair.one.view().suggestions
    #expect(views.map(\.label) == ["S1", "S2", "S3"])
    #expect(views.map(\.overlaps) == [["S2"], ["S1"], []])
  }

  @Test func `a number seen never comes to name another`() throws {
    var pair = try Pair(description: Self.text)
    let place = Place(part: PartID("B"))
    _ = try pair.one.addComment("First.", at: place)
    try pair.exchange()
    let mine = try pair.one.addComment("Mine.", at: place)
    let theirs = try pair.two.addComment("Theirs.", at: place)
    #expect(pair.one.view().comments.last?.label == "C2")
    try pair.exchange()
    let labels = pair.one.view().comments.map(\.label)
    #expect(labels == pair.two.view().comments.map(\.label))
    #expect(labels[0] == "C1")
    #expect(Set(labels.dropFirst()) == ["C2-\(mine.shortName)", "C2-\(theirs.shortName)"])
    try pair.one.deleteComment(mine)
    _ = try pair.one.addComment("Next.", at: place)
    // Whoever saw the deleted one as C2 does not find the other under that name.
    #expect(
      pair.one.view().comments.map(\.label) == ["C1", "C2-\(theirs.shortName)", "C3"])
  }
}
