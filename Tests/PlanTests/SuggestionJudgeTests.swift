import CRDT
import Plan
import Testing

/// Who may suggest, accept and refuse, and that an acceptance is nothing but one.
@Suite struct SuggestionJudgeTests {
  typealias Pair = PartDocumentTests.Pair

  private func policy(_ phase: Phase) throws -> Policy {
    let template = try EnglandPack.template()
    let preset = try #require(template.preset("co-written"))
    return Policy(template: template, preset: preset, phase: phase)
  }

  /// Of what `change` makes as `agent`, upon `part`.
  private func judgement(
    _ role: String, _ phase: Phase, as agent: AgentID, upon part: PartDocument,
    _ change: (inout PartDocument) throws -> Void
  ) throws -> Judge.Judgement {
    var copy = part
    copy.document.begin(as: agent)
    let seen = copy.document.versionVector
    try change(&copy)
    let contents = copy.document.contents(after: seen)
    #expect(contents.count == 1)
    let decoded = try BatchContents(decoding: contents[0].stored().payload)
    return Judge.judge(
      decoded, in: part, policy: try policy(phase), member: Member(role: RoleID(role)),
      isOwn: { $0 == agent })
  }

  private func pair() throws -> (Pair, EventID) {
    var pair = try Pair(description: "She gets regular support.")
    var edited = pair.one
    _ = try edited.edit("She gets 25 minutes daily.", field: "description", of: pair.need)
    let id = try pair.one.suggest(pair.one.changes(to: edited))
    try pair.exchange()
    return (pair, id)
  }

  private let parent = AgentID(high: 7, low: 1)
  private let caseworker = AgentID(high: 7, low: 2)

  @Test(arguments: [Phase.gather, .servedDraft])
  func `the parent suggests, and may not accept`(phase: Phase) throws {
    let (pair, id) = try pair()
    let suggested = try judgement("parent", phase, as: parent, upon: pair.one) { part in
      var edited = part
      _ = try edited.edit("She gets help.", field: "description", of: pair.need)
      _ = try part.suggest(part.changes(to: edited))
    }
    #expect(suggested == .allowed)
    let accepted = try judgement("parent", phase, as: parent, upon: pair.one) { part in
      try part.decide(id, .accepted)
    }
    #expect(accepted != .allowed)
    let withdrawn = try judgement("parent", phase, as: parent, upon: pair.one) { part in
      try part.decide(id, .withdrawn)
    }
    // It is Priya's.
    #expect(withdrawn == .invalid(.notTheAuthor))
    let own = try judgement("parent", phase, as: PartDocumentTests.priya, upon: pair.one) { part in
      try part.decide(id, .withdrawn)
    }
    #expect(own == .allowed)
  }

  @Test func `while the draft is served the caseworker accepts and refuses, and writes nothing`()
    throws
  {
    let (pair, id) = try pair()
    func judged(_ change: (inout PartDocument) throws -> Void) throws -> Judge.Judgement {
      try judgement("caseworker", .servedDraft, as: caseworker, upon: pair.two, change)
    }
    #expect(try judged { try $0.decide(id, .accepted) } == .allowed)
    #expect(try judged { try $0.decide(id, .rejected, reason: "No.") } == .allowed)
    #expect(
      try judged { _ = try $0.edit("Other words.", field: "description", of: pair.need) }
        == .refused(.phaseForbids(.servedDraft)))
    let suggested = try judged { part in
      var edited = part
      _ = try edited.edit("Other words.", field: "description", of: pair.need)
      _ = try part.suggest(part.changes(to: edited))
    }
    #expect(suggested == .refused(.phaseForbids(.servedDraft)))
    #expect(
      try judged { part in
        try part.decide(id, .accepted)
        _ = try part.edit("She gets 25 hours daily.", field: "description", of: pair.need)
      } == .invalid(.notTheSuggestion))
    // Taken back exactly as it was accepted.
    var accepted = pair.two
    try accepted.decide(id, .accepted)
    let opened = try judgement("caseworker", .servedDraft, as: caseworker, upon: accepted) { part in
      try part.decide(id, .open)
    }
    #expect(opened == .allowed)
  }

  @Test func `nobody puts words into another's mouth`() throws {
    let (pair, id) = try pair()
    let decision = ObjectAddress(record: id, key: "$decision")
    let forged = try judgement("ep", .gather, as: caseworker, upon: pair.two) { part in
      _ = try part.edit("She gets nothing.", field: "description", of: pair.need)
      try part.document.set(.text("accepted"), at: decision)
    }
    #expect(forged == .invalid(.notTheSuggestion))
    let marked = try judgement("ep", .gather, as: caseworker, upon: pair.two) { part in
      try part.document.set(
        .identifier(pair.need), at: ObjectAddress(record: id, key: "$accepted-first"))
    }
    #expect(marked == .invalid(.unknownField("$accepted-first")))
    let rewritten = try judgement("ep", .gather, as: caseworker, upon: pair.two) { part in
      try part.document.set(.text("nothing"), at: ObjectAddress(record: id, key: "$0-with"))
    }
    #expect(rewritten == .invalid(.unknownField("$0-with")))
    let deleted = try judgement("ep", .gather, as: PartDocumentTests.priya, upon: pair.two) {
      part in try part.document.deleteRecord(id)
    }
    #expect(deleted == .invalid(.unknownRecord))
  }

  @Test func `an acceptance made on an older version is judged on that version`() throws {
    var (pair, id) = try pair()
    var present = pair.two
    _ = try present.edit(
      "Since May she gets regular support.", field: "description", of: pair.need)
    let seen = pair.one.document.versionVector
    try pair.one.decide(id, .accepted)
    let batch = pair.one.document.contents(after: seen)[0]
    let judged = Judge.judge(
      batch, in: present, policy: try policy(.servedDraft),
      member: Member(role: RoleID("caseworker")), isOwn: { $0 == PartDocumentTests.priya })
    #expect(judged == .allowed)
    try present.document.receive([batch])
    #expect(
      present.document.string(at: ObjectAddress(record: pair.need, key: "description"))
        == "Since May she gets 25 minutes daily.")
  }

  @Test func `what another said is written down by those who decide, when it is written`() throws {
    let (pair, _) = try pair()
    let said = OnBehalfOf(person: "J.T.", channel: .phone, date: CivilDate("2026-11-20"))
    func add(_ part: inout PartDocument) throws {
      _ = try part.addComment("Too little.", at: Place(part: PartID("B")), onBehalfOf: said)
    }
    #expect(
      try judgement("caseworker", .servedDraft, as: caseworker, upon: pair.two, add) == .allowed)
    #expect(
      try judgement("parent", .gather, as: parent, upon: pair.two, add)
        == .refused(.mayOnly(.suggest)))
    var noted = pair.two
    try add(&noted)
    #expect(noted.view().comments.first?.onBehalfOf == said)
    let comment = try #require(noted.view().comments.first?.id)
    let changed = try judgement(
      "caseworker", .gather, as: PartDocumentTests.okoro, upon: noted
    ) { part in
      try part.document.set(
        .text("K.T."), at: ObjectAddress(record: comment, key: "$on-behalf-of"))
    }
    #expect(changed == .invalid(.unknownField("$on-behalf-of")))
  }
}
