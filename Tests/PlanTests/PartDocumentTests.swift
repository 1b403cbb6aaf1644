import CRDT
import Plan
import Testing

/// Two people with a copy each of section B, and what they see after exchanging.
@Suite struct PartDocumentTests {
  static let priya = AgentID(high: 1, low: 1)
  static let okoro = AgentID(high: 2, low: 2)
  static let authors = [
    priya: Author(account: "p", name: "Priya Shah", role: RoleID("ep")),
    okoro: Author(account: "o", name: "M. Okoro", role: RoleID("caseworker")),
  ]

  struct Pair {
    var one: PartDocument
    var two: PartDocument
    let need: EventID

    /// Both have one need, described by the caseworker.
    init(description: String) throws {
      let template = try EnglandPack.template()
      let section = try #require(template.part(PartID("B")))
      two = PartDocument(id: section.id, template: section)
      two.document.begin(as: PartDocumentTests.okoro)
      need = try two.addRecord(to: "needs")
      _ = try two.edit(description, field: "description", of: need)
      one = PartDocument(id: section.id, template: section)
      one.document.begin(as: PartDocumentTests.priya)
      try exchange()
    }

    mutating func exchange() throws {
      for batch in two.document.batches(after: one.document.versionVector) {
        try one.document.receive(batch)
      }
      for batch in one.document.batches(after: two.document.versionVector) {
        try two.document.receive(batch)
      }
    }

    func reviews() -> [ReviewItem] {
      #expect(one.reviews == two.reviews)
      return one.reviews
    }
  }

  @Test func `one sentence touched by two while apart becomes a review item for both`() throws {
    var pair = try Pair(description: "He is kind. He needs some help with reading. He likes maps.")
    _ = try pair.one.edit(
      "He is kind. He needs daily help with reading. He likes maps.", field: "description",
      of: pair.need)
    _ = try pair.two.edit(
      "He is kind. He needs some help with reading and spelling. He likes maps.",
      field: "description", of: pair.need)
    try pair.exchange()
    let item = try #require(pair.reviews().first)
    #expect(pair.reviews().count == 1)
    #expect(item.before == "He needs some help with reading.")
    #expect(
      item.sides.map(\.words) == [
        "He needs daily help with reading.", "He needs some help with reading and spelling.",
      ])
    #expect(item.merged == "He needs daily help with reading and spelling.")
    #expect(item.place.description == "B.1.description")

    try pair.one.settleReview(field: "description", of: pair.need)
    try pair.exchange()
    #expect(pair.reviews().isEmpty)
  }

  @Test func `different sentences need no review, nor does work one after the other`() throws {
    var pair = try Pair(description: "He is kind. He likes maps.")
    _ = try pair.one.edit("He is very kind. He likes maps.", field: "description", of: pair.need)
    _ = try pair.two.edit("He is kind. He likes old maps.", field: "description", of: pair.need)
    try pair.exchange()
    #expect(pair.reviews().isEmpty)
    _ = try pair.one.edit(
      "He is always very kind. He likes old maps.", field: "description", of: pair.need)
    try pair.exchange()
    #expect(pair.reviews().isEmpty)
  }

  @Test func `two values of one field are shown as a conflict until a person settles it`() throws {
    var pair = try Pair(description: "")
    try pair.one.set(.line("Reading"), field: "title", of: pair.need)
    try pair.two.set(.line("Literacy"), field: "title", of: pair.need)
    try pair.exchange()
    let item = try #require(pair.reviews().first)
    #expect(item.kind == .field)
    #expect(Set(item.sides.map(\.words)) == ["Reading", "Literacy"])
    try pair.two.set(.line("Reading accuracy"), field: "title", of: pair.need)
    try pair.exchange()
    #expect(pair.reviews().isEmpty)
    #expect(pair.one.seen.collections[0].records[0].text("title") == "Reading accuracy")
  }

  @Test func `a record deleted by one and edited by the other stays, and is listed`() throws {
    var pair = try Pair(description: "Reading.")
    try pair.two.deleteRecord(pair.need)
    _ = try pair.one.edit("Reading aloud.", field: "description", of: pair.need)
    try pair.exchange()
    let item = try #require(pair.reviews().first)
    #expect(item.kind == .deletion)
    #expect(pair.one.seen.collections[0].records[0].deletion?.deletedBy == [Self.okoro])
    try pair.one.restoreRecord(pair.need)
    try pair.exchange()
    #expect(pair.reviews().isEmpty)
    try pair.two.deleteRecord(pair.need)
    try pair.exchange()
    #expect(pair.one.seen.collections[0].records.isEmpty)
  }

  @Test func `a comment follows its words and keeps them when they are gone`() throws {
    var pair = try Pair(description: "She gets regular support with reading.")
    let place = Place(part: PartID("B"))
    _ = try pair.one.addComment("How long? Who?", at: place, quote: "regular support")
    _ = try pair.two.edit(
      "In class she gets regular support with reading.", field: "description", of: pair.need)
    try pair.exchange()
    var comment = try #require(pair.two.seen.comments.first)
    #expect(comment.range == 18..<33)
    #expect(comment.place.description == "B.1.description")
    _ = try pair.two.edit("In class she gets help.", field: "description", of: pair.need)
    comment = try #require(pair.two.seen.comments.first)
    #expect(comment.range == nil)
    #expect(comment.quote == "regular support")
  }

  @Test func `the judge lets a commenter comment, and no more`() throws {
    var pair = try Pair(description: "Reading.")
    let template = try EnglandPack.template()
    let preset = try #require(template.preset("co-written"))
    let policy = Policy(template: template, preset: preset, phase: .gather)
    // An educational psychologist comments in A and edits in B.
    func judgement(_ part: PartDocument, role: String) -> Judge.Judgement {
      let new = pair.one.document.contents(after: pair.two.document.versionVector)
      return Judge.judge(
        new[0], in: part, policy: policy, member: Member(role: RoleID(role)),
        isOwn: { $0 == Self.priya })
    }
    _ = try pair.one.addComment("Who?", at: Place(part: PartID("B")))
    #expect(judgement(pair.two, role: "ep") == .allowed)
    #expect(judgement(pair.two, role: "parent") == .allowed)
    _ = try pair.one.edit("Reading aloud.", field: "description", of: pair.need)
    #expect(judgement(pair.two, role: "ep") == .allowed)
    #expect(judgement(pair.two, role: "parent") == .refused(.mayOnly(.suggest)))
    #expect(judgement(pair.two, role: "nobody") == .refused(.notAMember))
  }

  @Test func `nobody changes another's comment, but anybody may resolve it`() throws {
    var pair = try Pair(description: "Reading.")
    let template = try EnglandPack.template()
    let preset = try #require(template.preset("co-written"))
    let policy = Policy(template: template, preset: preset, phase: .gather)
    let comment = try pair.two.addComment("Who?", at: Place(part: PartID("B")))
    try pair.exchange()
    try pair.one.setResolved(comment, true)
    func judgement() -> Judge.Judgement {
      Judge.judge(
        pair.one.document.contents(after: pair.two.document.versionVector)[0], in: pair.two,
        policy: policy, member: Member(role: RoleID("parent")), isOwn: { $0 == Self.priya })
    }
    #expect(judgement() == .allowed)
    try pair.one.document.set(
      .text("Never mind."), at: ObjectAddress(record: comment, key: "$body"))
    #expect(judgement() == .invalid(.notTheAuthor))
  }

  @Test func `the example plan plays into empty parts and reads back alike`() throws {
    let example = try EnglandPack.example()
    var parts: [PartID: PartDocument] = [:]
    for (index, part) in example.template.parts.enumerated() where part.kind == .section {
      var document = Document()
      // An agent for each part, so that record ids are unique in the plan.
      document.begin(as: AgentID(high: 3, low: UInt64(index)))
      parts[part.id] = PartDocument(id: part.id, template: part, document: document)
    }
    try example.fill(&parts)
    let filled = PlanView(
      reference: "MK-0412", template: example.template, phase: .gather,
      parts: Array(parts.values))
    let expected = example.view()
    for part in filled.parts {
      let other = try #require(expected.part(part.id))
      #expect(unlinked(part.fields) == unlinked(other.fields))
      for (list, otherList) in zip(part.collections, other.collections) {
        #expect(list.records.count == otherList.records.count)
        for (record, otherRecord) in zip(list.records, otherList.records) {
          #expect(unlinked(record.fields) == unlinked(otherRecord.fields))
          #expect(linkCounts(record.fields) == linkCounts(otherRecord.fields))
        }
      }
    }
    // A link still names the record it was made to.
    let provision = try #require(filled.part(PartID("F"))?.collections[0].records.first)
    let needs = try #require(filled.part(PartID("B"))?.collections[0].records)
    guard case .links(let links) = provision.field("needs")?.value else {
      Issue.record("the first provision has no links")
      return
    }
    #expect(links.allSatisfy { link in needs.contains { $0.id == link } })
  }

  private func unlinked(_ fields: [FieldView]) -> [FieldValue] {
    fields.filter { $0.kind != .links }.map(\.value)
  }

  private func linkCounts(_ fields: [FieldView]) -> [Int] {
    fields.compactMap { field in
      if case .links(let links) = field.value { return links.count }
      return nil
    }
  }
}

extension PartDocument {
  fileprivate var seen: PartView { view(authors: PartDocumentTests.authors) }
  fileprivate var reviews: [ReviewItem] { seen.reviews }
}
