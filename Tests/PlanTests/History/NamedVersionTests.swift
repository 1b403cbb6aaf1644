import CRDT
import Plan
import TestSupport
import Testing

/// Versions with names, going back to them, and what may be written for it.
@Suite struct NamedVersionTests {
  static let identifier = "00112233445566778899aabbccddeeff"

  @Test func `a version is a moment that everybody with the part can read again`() throws {
    var one = try HistoryReplica(1)
    var two = try HistoryReplica(2)
    let need = try one.addNeed("Reading", "needs some help")
    try one.stroke { (part: inout PartDocument) throws(ContentError) in
      try part.nameVersion("draft-1", identifier: Self.identifier)
    }
    let heads = one.part.namedVersions[0].heads
    try one.write("needs daily help", need)
    try two.pull(one)
    let version = try #require(two.part.namedVersions.first)
    #expect(version.name == "draft-1")
    #expect(version.heads == heads)
    #expect(version.record.agent == one.agent)
    let past = try two.part.document.version(at: version.heads)
    #expect(
      past.string(at: ObjectAddress(record: need, key: "description")) == "needs some help")
  }

  @Test(arguments: [
    "", "two words", "new\nline", "@me", "a\u{202E}b", String(repeating: "x", count: 65),
  ])
  func `a name is one word that can be typed`(name: String) throws {
    var one = try HistoryReplica(1)
    try one.addNeed("Reading")
    #expect(throws: ContentError.self) {
      try one.part.nameVersion(name, identifier: Self.identifier)
    }
    #expect(one.part.namedVersions.isEmpty)
  }

  @Test func `going back keeps others' later words apart from one's own, and can be undone`() throws
  {
    var one = try HistoryReplica(1)
    var two = try HistoryReplica(2)
    let need = try one.addNeed("Reading", "needs some help with reading")
    let heads = one.part.document.frontier
    try one.write("needs help", need)
    let added = try one.addNeed("Attention")
    try two.pull(one)
    // At the same time as somebody else writes.
    try two.write("she needs help", need)
    try one.stroke { (part: inout PartDocument) throws(ContentError) in try part.restore(to: heads)
    }
    #expect(one.text(need) == "needs some help with reading")
    #expect(one.needs == [need])
    try one.pull(two)
    try two.pull(one)
    #expect(one.text(need) == "she needs some help with reading")
    #expect(two.text(need) == one.text(need))
    try one.undo()
    #expect(one.text(need) == "she needs help")
    #expect(one.needs == [need, added])
  }

  @Test func `one field goes back, and the others stay`() throws {
    var one = try HistoryReplica(1)
    let need = try one.addNeed("Reading", "needs some help")
    let heads = one.part.document.frontier
    try one.set("Literacy", need)
    try one.write("needs none", need)
    try one.stroke { (part: inout PartDocument) throws(ContentError) in
      try part.restore(to: heads, record: need, field: "description")
    }
    #expect(one.text(need) == "needs some help")
    #expect(one.part.view().collections[0].records[0].text("title") == "Literacy")
    let later = try one.addNeed("Attention")
    #expect(throws: ContentError.unknownRecord) {
      try one.part.restore(to: heads, record: later)
    }
  }

  // MARK: What the server takes

  private func judge(
    _ replica: HistoryReplica, since: VersionVector, role: String, phase: Phase = .gather
  ) throws -> Judge.Judgement {
    let template = try EnglandPack.template()
    let policy = Policy(
      template: template, preset: try #require(template.presets.first), phase: phase)
    let batch = try #require(replica.part.document.contents(after: since).last)
    return Judge.judge(
      batch, in: replica.part, policy: policy, member: Member(role: RoleID(role))
    ) { $0 == replica.agent }
  }

  @Test func `whoever may read a part may name it; in a final plan nobody may`() throws {
    var one = try HistoryReplica(1)
    try one.addNeed("Reading")
    let since = one.part.document.versionVector
    try one.part.nameVersion("draft-1", identifier: Self.identifier)
    // Section B is the parent's to suggest in, social care's too, and the sign-off's to comment on.
    #expect(try judge(one, since: since, role: "parent") == .allowed)
    #expect(try judge(one, since: since, role: "ep") == .allowed)
    #expect(
      try judge(one, since: since, role: "ep", phase: .final)
        == .refused(.phaseForbids(.final)))
    #expect(try judge(one, since: since, role: "nobody") == .refused(.notAMember))
  }

  @Test func `nobody says of another's words where they come from`() throws {
    var one = try HistoryReplica(1)
    var two = try HistoryReplica(2)
    let need = try one.addNeed("Reading", "needs help")
    try two.pull(one)
    let since = two.part.document.versionVector
    try two.write("needs", need)
    try two.undo()
    #expect(try judge(two, since: since, role: "ep") == .allowed)
    // The same, sent by somebody whose agent it is not.
    let template = try EnglandPack.template()
    let policy = Policy(
      template: template, preset: try #require(template.presets.first), phase: .gather)
    let batch = try #require(two.part.document.contents(after: since).last)
    let judgement = Judge.judge(
      batch, in: two.part, policy: policy, member: Member(role: RoleID("ep"))
    ) { _ in false }
    #expect(judgement == .invalid(.notTheAuthor))
  }
}
