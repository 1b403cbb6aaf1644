import CRDT
import Plan
import Testing

/// What is frozen can be read for ever, and equal content gives equal bytes.
@Suite struct FrozenPartTests {
  private let template: PlanTemplate

  init() throws { template = try EnglandPack.template() }

  private func provision() throws -> PartDocument {
    var part = PartDocument(id: PartID("F"), template: try #require(template.part(PartID("F"))))
    part.document.begin(as: AgentID(high: 1, low: 1))
    let record = try part.addRecord(to: "provisions")
    _ = try part.edit("Cafe\u{301}.\n\nTwo \"lines\" \u{202E}.", field: "description", of: record)
    try part.set(.line("daily"), field: "frequency", of: record)
    try part.set(.date(try #require(CivilDate("2026-11-22"))), field: "start", of: record)
    try part.set(.flag(true), field: "adulthood", of: record)
    try part.link(EventID(agent: AgentID(high: 9, low: 9), sequence: 3), field: "needs", of: record)
    return part
  }

  @Test func `what was frozen reads back, field by field`() throws {
    let view = try provision().view()
    let frozen = FrozenPart(view)
    let read = try #require(FrozenPart(bytes: frozen.bytes))
    #expect(read == frozen)
    let back = try #require(read.view)
    #expect(back.id == view.id && back.title == view.title)
    let fields = try #require(back.collection("provisions")?.records.first).fields
    let original = try #require(view.collection("provisions")?.records.first).fields
    #expect(fields.map(\.value) == original.map(\.value))
    #expect(fields.map(\.title) == original.map(\.title))
    // Two ways to write one letter are two texts.
    let words = fields.first { $0.key == "description" }?.value.plainText ?? ""
    #expect(words.unicodeScalars.contains("\u{301}"))
  }

  @Test func `talk about the plan is not frozen`() throws {
    var part = try provision()
    let bytes = FrozenPart(part.view()).bytes
    _ = try part.addComment("Since when?", at: Place(part: PartID("F")))
    #expect(FrozenPart(part.view()).bytes == bytes)
  }

  @Test func `the form in which it is kept reads back the same, and knows who wrote what`() throws {
    var part = try provision()
    let record = try #require(part.view().collection("provisions")?.records.first).id
    part.document.begin(as: AgentID(high: 2, low: 2))
    _ = try part.edit("Cafe\u{301}.\n\nThree \"lines\" \u{202E}.", field: "description", of: record)
    let excerpt = part.excerpt(sealedBy: ContentSeed(high: 1, low: 2))
    let frozen = FrozenPart(part.view())
    #expect(FrozenPart(kept: excerpt.encoded()) == frozen)
    #expect(FrozenPart(kept: frozen.bytes) == frozen, "the form before version 0.2")
    #expect(FrozenPart(kept: []) == nil && FrozenPart(kept: [1, 2, 3]) == nil)
    #expect(excerpt.text.contains("Three") && !excerpt.text.contains("Two"))
    #expect(Set(excerpt.textEvents.map(\.first.agent)).count == 2)
    #expect(
      excerpt.values.map { $0.map { String(decoding: $0, as: UTF8.self) } } == [
        "daily", "2026-11-22",
      ])
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"part":"F"}"#, #"{"part":"F","title":"x","fields":[],"lists":[{}]}"#,
    #"{"part":"F","title":"x","fields":[{"key":"a","title":"a","kind":"x","value":1}],"lists":[]}"#,
    #"{"part":"F","title":"x","fields":[{"key":"a","title":"a","kind":"date","value":"2026-02-30"}],"lists":[]}"#,
  ])
  func `other bytes are no frozen part`(text: String) {
    #expect(FrozenPart(bytes: Array(text.utf8)) == nil)
  }

  @Test func `an act reads back from its JSON`() throws {
    let act = OfficialAct(
      entry: 18_204, kind: .planIssued, date: try #require(CivilDate("2026-11-22")), number: 1,
      fingerprint: Fingerprint([UInt8](repeating: 0x7F, count: 32)), account: "o",
      name: "M. Okoro",
      frontiers: [PartID("F"): [EventID(agent: AgentID(high: 1, low: 2), sequence: 3)]],
      reason: "Telephone", overridden: ["E07"])
    #expect(OfficialAct(json: act.json) == act)
    #expect(act.fingerprint?.short == "7f7f-7f7f")
    #expect(OfficialAct(json: ["entry": 1, "kind": "of-a-later-version"]) == nil)
    #expect(Fingerprint("7f") == nil && Fingerprint(String(repeating: "g", count: 64)) == nil)
  }

  @Test func `official days are milestones, and an amendment's are its own`() throws {
    func act(_ kind: OfficialAct.Kind, _ date: String) throws -> OfficialAct {
      OfficialAct(entry: 0, kind: kind, date: try #require(CivilDate(date)))
    }
    var acts = [try act(.draftServed, "2026-01-10"), try act(.planIssued, "2026-02-01")]
    #expect(
      acts.milestones.mapValues(\.description) == [
        "draft-served": "2026-01-10", "plan-issued": "2026-02-01",
      ])
    acts += [
      try act(.amendmentOpened, "2026-06-01"), try act(.draftServed, "2026-06-10"),
      try act(.planIssued, "2026-07-01"), try act(.draftServed, "2027-06-10"),
    ]
    #expect(acts.milestones["amendment-notice"]?.description == "2027-06-10")
    #expect(acts.milestones["amended-plan-issued"] == nil)
    #expect(acts.servedDraft?.date.description == "2027-06-10")
    #expect(acts.issued?.date.description == "2026-07-01")
  }
}
