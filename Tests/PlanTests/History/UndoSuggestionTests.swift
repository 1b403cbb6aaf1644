import CRDT
import Plan
import TestSupport
import Testing

/// Undoing what was suggested and what was decided; whose the words are.
@Suite struct UndoSuggestionTests {
  /// One person's need, with a suggestion by another, known to both.
  private struct Stage {
    var one: HistoryReplica
    var two: HistoryReplica
    let need: EventID
    let suggestion: EventID

    init() throws {
      one = try HistoryReplica(1)
      two = try HistoryReplica(2)
      need = try one.addNeed("Reading", "needs regular support in class")
      try two.pull(one)
      var edited = two.part
      edited.document.begin(as: AgentID(high: 9, low: 9))
      _ = try edited.edit("needs 25 minutes of support in class", field: "description", of: need)
      let changes = try two.part.changes(to: edited)
      suggestion = try two.stroke { (part: inout PartDocument) throws(ContentError) in
        try part.suggest(changes)
      }
      try one.pull(two)
    }

    mutating func accept() throws {
      let suggestion = suggestion
      try one.stroke { (part: inout PartDocument) throws(ContentError) in
        try part.decide(suggestion, .accepted)
      }
    }

    var state: SuggestionState? { one.part.suggestion(suggestion)?.state }
  }

  @Test func `accepted words are the suggester's, accepted by whoever did`() throws {
    var stage = try Stage()
    try stage.accept()
    let blame = try stage.one.part.blame(
      field: "description", of: stage.need, by: Attributions(of: stage.one.part)
    ) {
      $0.isSameHand(as: $1)
    }
    let words = try #require(blame.first { $0.text.contains("25 minutes") })
    #expect(words.by.writer == stage.two.agent)
    #expect(words.by.acceptor == stage.one.agent)
    let redline = try Redline.Part(
      of: stage.one.part, from: stage.two.part.document.frontier,
      to: stage.one.part.document.frontier)
    let by = Redline(parts: [redline]).changes.flatMap(\.by)
    #expect(by.allSatisfy { $0.writer == stage.two.agent && $0.acceptor == stage.one.agent })
    #expect(!by.isEmpty)
  }

  @Test func `an acceptance that is undone leaves the suggestion open, and can be done again`()
    throws
  {
    var stage = try Stage()
    let from = stage.one.part.document.versionVector
    try stage.accept()
    for _ in 0..<3 {
      #expect(try stage.one.undo() == [])
      #expect(stage.one.text(stage.need) == "needs regular support in class")
      #expect(stage.state == .open)
      #expect(try stage.one.redo() == [])
      #expect(stage.one.text(stage.need) == "needs 25 minutes of support in class")
      #expect(stage.state == .accepted)
    }
    // The words that came back are still hers who wrote them first.
    try stage.one.undo()
    let blame = try stage.one.part.blame(
      field: "description", of: stage.need, by: Attributions(of: stage.one.part)
    ) {
      $0.isSameHand(as: $1)
    }
    #expect(blame.allSatisfy { $0.by.writer == stage.one.agent })
    // Every one of these is a decision that a judge knows.
    let template = try EnglandPack.template()
    let policy = Policy(
      template: template, preset: try #require(template.presets.first), phase: .gather)
    var part = stage.two.part
    let agent = stage.one.agent
    for stroke in stage.one.strokes.dropFirst() {
      let stretch = try #require(stroke.stretches.first)
      var known = from
      known[agent] = stretch.first.sequence
      var batch = try #require(stage.one.part.document.contents(after: known).first)
      if UInt64(batch.count) != stretch.count {
        var upTo = stage.one.part
        upTo.document = try stage.one.part.document.version(
          at: [EventID(agent: agent, sequence: stretch.first.sequence + stretch.count - 1)])
        batch = try #require(upTo.document.contents(after: known).first)
      }
      let judgement = Judge.judge(
        batch, in: part, policy: policy, member: Member(role: RoleID("caseworker"))
      ) { $0 == agent }
      #expect(judgement == .allowed)
      try part.document.receive([batch])
    }
  }

  @Test func `a suggestion that is undone is withdrawn, unless it was decided`() throws {
    var stage = try Stage()
    #expect(try stage.two.undo() == [])
    #expect(stage.two.part.suggestion(stage.suggestion)?.state == .withdrawn)
    #expect(try stage.two.redo() == [])
    #expect(stage.two.part.suggestion(stage.suggestion)?.state == .open)
    try stage.one.pull(stage.two)
    try stage.accept()
    try stage.two.pull(stage.one)
    _ = try stage.two.undo()
    #expect(stage.two.part.suggestion(stage.suggestion)?.state == .accepted)
  }
}
