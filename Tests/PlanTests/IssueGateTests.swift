import CRDT
import Plan
import TestSupport
import Testing

/// Section F as it was served and as it is, and why each difference may be there (Code 9.125).
@Suite struct IssueGateTests {
  private static let okoro = AgentID(high: 1, low: 1)
  private static let priya = AgentID(high: 2, low: 2)
  private static let authors = [
    okoro: Author(account: "o", name: "M. Okoro", role: RoleID("caseworker")),
    priya: Author(account: "p", name: "Priya Shah", role: RoleID("ep")),
  ]

  private let template: PlanTemplate
  private let rules: ActRules
  private var part: PartDocument
  private let first: EventID
  private let second: EventID
  private let served: [EventID]

  init() throws {
    template = try EnglandPack.template()
    rules = try #require(template.preset("co-written")).acts
    part = PartDocument(id: PartID("F"), template: try #require(template.part(PartID("F"))))
    part.document.begin(as: Self.okoro)
    first = try part.addRecord(to: "provisions")
    second = try part.addRecord(to: "provisions")
    _ = try part.edit("Reading practice in a small group.", field: "description", of: first)
    try part.set(.line("once a week"), field: "frequency", of: first)
    served = part.document.frontier
  }

  private func changes(
    _ suggestions: [AcceptedSuggestion] = [], authors: [AgentID: Author] = Self.authors
  ) throws -> [IssueGate.Change] {
    try IssueGate.changes(
      in: part, since: served, rules: rules, suggestions: suggestions, authors: authors)
  }

  /// What the family said, accepted, about these scopes.
  private mutating func accept(_ scopes: Set<RepresentationScope>) throws -> EventID {
    let date = try #require(CivilDate(year: 2026, month: 11, day: 12))
    let id = try part.recordRepresentation(
      from: "J. Tranmoor", by: .phone, on: date, words: "Twice, please.", about: scopes)
    try part.decideRepresentation(id, .accepted, reason: "")
    return id
  }

  @Test func `without a change there is none`() throws {
    #expect(try changes().isEmpty)
  }

  @Test func `talk about the plan is no change of it`() throws {
    var gate = self
    _ = try gate.part.addComment(
      "Since when?", at: Place(part: PartID("F"), record: first, field: "description"))
    _ = try gate.accept([.record(first)])
    #expect(try gate.changes().isEmpty)
  }

  @Test func `changed words are named with their author and their place`() throws {
    var gate = self
    gate.part.document.begin(as: Self.priya)
    _ = try gate.part.edit("Reading practice in a pair.", field: "description", of: first)
    let change = try #require(try gate.changes().first)
    #expect(try gate.changes().count == 1)
    #expect(change.author == Self.priya && change.reason == nil && change.kind == .words)
    #expect(change.place.description == "F.1.description")
    #expect(change.removed == "small group" && change.added == "pair")
  }

  @Test func `what is changed and changed back is no difference`() throws {
    var gate = self
    _ = try gate.part.edit("Something else.", field: "description", of: first)
    _ = try gate.part.edit("Reading practice in a small group.", field: "description", of: first)
    try gate.part.set(.line("daily"), field: "frequency", of: first)
    try gate.part.set(.line("once a week"), field: "frequency", of: first)
    let added = try gate.part.addRecord(to: "provisions")
    try gate.part.deleteRecord(added)
    #expect(try gate.changes().isEmpty)
  }

  @Test func `a representation explains the field it is about and no other`() throws {
    var gate = self
    let id = try gate.accept([.field(first, key: "frequency")])
    try gate.part.set(.line("twice a week"), field: "frequency", of: first)
    try gate.part.set(.line("an hour"), field: "duration", of: first)
    let changes = try gate.changes()
    #expect(
      changes.map { [$0.place.description, $0.reason == .representation(id) ? "said" : "nobody"] }
        == [["F.1.frequency", "said"], ["F.1.duration", "nobody"]])
  }

  @Test func `one that is refused or undecided explains nothing`() throws {
    var gate = self
    let date = try #require(CivilDate(year: 2026, month: 11, day: 12))
    let id = try gate.part.recordRepresentation(
      from: "J. Tranmoor", by: .letter, on: date, words: "More.", about: [.part])
    try gate.part.set(.line("daily"), field: "frequency", of: first)
    #expect(try gate.changes().map(\.reason) == [nil])
    try gate.part.decideRepresentation(id, .refused, reason: "The report says otherwise.")
    #expect(try gate.changes().map(\.reason) == [nil])
    try gate.part.decideRepresentation(id, .accepted, reason: "")
    #expect(try gate.changes().map(\.reason) == [.representation(id)])
  }

  @Test func `records that come, go and move are differences`() throws {
    var gate = self
    let added = try gate.part.addRecord(to: "provisions")
    try gate.part.set(.line("Typing lessons"), field: "title", of: added)
    try gate.part.deleteRecord(second)
    #expect(
      try gate.changes().map(\.kind) == [.recordAdded, .value, .recordRemoved])
    try gate.part.restoreRecord(second)
    try gate.part.moveRecord(second, to: 0)
    #expect(try gate.changes().map(\.kind).contains(.recordMoved))
    #expect(try gate.changes().allSatisfy { $0.reason == nil })
    // About the whole list, which covers the records added for it.
    let id = try gate.accept([.own(key: "provisions"), .record(added)])
    #expect(try gate.changes().allSatisfy { $0.reason == .representation(id) })
  }

  @Test func `a representation about a list covers the records added because of it`() throws {
    var gate = self
    let id = try gate.accept([.own(key: "provisions")])
    let added = try gate.part.addRecord(to: "provisions")
    try gate.part.set(.line("Typing lessons"), field: "title", of: added)
    try gate.part.set(.line("daily"), field: "frequency", of: first)
    let changes = try gate.changes()
    #expect(
      changes.filter { $0.place.record == added }
        .allSatisfy { $0.reason == .representation(id) })
    #expect(changes.filter { $0.place.record == first }.map(\.reason) == [nil])
  }

  @Test func `links are compared as sets`() throws {
    var gate = self
    let need = EventID(agent: Self.priya, sequence: 7)
    try gate.part.link(need, field: "needs", of: first)
    #expect(try gate.changes().map(\.kind) == [.value])
    try gate.part.unlink(need, field: "needs", of: first)
    #expect(try gate.changes().isEmpty)
  }

  @Test func `an accepted suggestion is a representation only where the family made it`() throws {
    var gate = self
    let before = gate.part.document.versionVector[Self.okoro]
    _ = try gate.part.edit("Reading practice in a pair.", field: "description", of: first)
    let after = gate.part.document.versionVector[Self.okoro]
    let parent = AgentID(high: 3, low: 3)
    let run =
      EventID(
        agent: Self.okoro, sequence: before)...EventID(
        agent: Self.okoro, sequence: after - 1)
    let id = EventID(agent: parent, sequence: 0)
    var authors = Self.authors
    authors[parent] = Author(account: "j", name: "J. Tranmoor", role: RoleID("parent"))
    let ofParent = AcceptedSuggestion(id: id, author: parent, runs: [run])
    #expect(try gate.changes([ofParent], authors: authors).map(\.reason) == [.suggestion(id)])
    let ofPsychologist = AcceptedSuggestion(id: id, author: Self.priya, runs: [run])
    #expect(try gate.changes([ofPsychologist], authors: authors).map(\.reason) == [nil])
  }

  @Test
  func `a suggestion accepted and taken back is no difference, though others stand beside it`()
    throws
  {
    var gate = self
    func suggest(_ words: String) throws -> EventID {
      let changes = try gate.part.changes { (copy: inout PartDocument) throws(ContentError) in
        _ = try copy.edit(words, field: "description", of: first)
      }
      return try gate.part.suggest(changes)
    }
    let parent = AgentID(high: 3, low: 3)
    var authors = Self.authors
    authors[parent] = Author(account: "j", name: "J. Tranmoor", role: RoleID("parent"))
    gate.part.document.begin(as: parent)
    let one = try suggest("Reading practice in a pair.")
    let two = try suggest("Daily reading practice in a small group.")
    gate.part.document.begin(as: Self.okoro)
    try gate.part.decide(one, .accepted)
    try gate.part.decide(one, .open)
    try gate.part.decide(two, .accepted)
    let changes = try gate.changes(gate.part.acceptedSuggestions, authors: authors)
    #expect(changes.map(\.reason) == [.suggestion(two)])
  }

  @Test func `words moved within a text are a difference, though none came and none went`() throws {
    var gate = self
    _ = try gate.part.edit("Reading in a small group practice.", field: "description", of: first)
    #expect(try gate.changes().map(\.reason) == [nil])
  }

  @Test func `the placement and the plan's date may be filled in`() throws {
    var setting = PartDocument(
      id: PartID("I"), template: try #require(template.part(PartID("I"))))
    setting.document.begin(as: Self.okoro)
    try setting.set(.line("Milbury Academy"), field: "setting-name", of: nil)
    let placed = try IssueGate.changes(in: setting, since: [], rules: rules)
    #expect(placed.map(\.reason) == [.placement])
    var details = PartDocument(
      id: PartID("details"), template: try #require(template.part(PartID("details"))))
    details.document.begin(as: Self.okoro)
    try details.set(.line("R. Hale"), field: "signed-by", of: nil)
    try details.set(.line("Saskia"), field: "forename", of: nil)
    let changes = try IssueGate.changes(in: details, since: [], rules: rules)
    #expect(
      Set(changes.map { "\($0.place.field ?? "") \($0.reason == nil)" })
        == ["signed-by false", "forename true"])
  }

  /// The gate compares histories; this compares only what stands: the served value of each field with
  /// the present one. Whatever people do, both name the same places.
  @Test(arguments: 0..<60)
  func `random edits: every difference is named, and nothing else`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var gate = self
    let keys = ["title", "who", "frequency", "duration"]
    for _ in 0..<30 {
      gate.part.document.begin(as: Bool.random(using: &random) ? Self.okoro : Self.priya)
      let records = gate.part.view().collection("provisions")?.records.map(\.id) ?? []
      let record = records.randomElement(using: &random)
      switch (Int.random(in: 0..<6, using: &random), record) {
      case (0, _): _ = try gate.part.addRecord(to: "provisions")
      case (1, let record?) where records.count > 1: try gate.part.deleteRecord(record)
      case (2, let record?):
        let words = ["Reading", "practice", "daily", "in", "a", "pair"].shuffled(using: &random)
        _ = try gate.part.edit(
          words.prefix(3).joined(separator: " "), field: "description", of: record)
      case (_, let record?):
        try gate.part.set(
          .line(["one", "two"].randomElement(using: &random) ?? ""),
          field: keys.randomElement(using: &random) ?? "title", of: record)
      default: break
      }
    }
    let old =
      try PartDocument(
        id: part.id, template: part.template, document: part.document.version(at: served)
      ).view().collection("provisions")?.records ?? []
    let new = gate.part.view().collection("provisions")?.records ?? []
    var expected: Set<String> = []
    for record in new {
      let before = old.first { $0.id == record.id }
      if before == nil { expected.insert("\(record.id)") }
      for field in record.fields where field.value != before?.field(field.key)?.value ?? .empty {
        expected.insert("\(record.id) \(field.key)")
      }
    }
    for record in old where !new.contains(where: { $0.id == record.id }) {
      expected.insert("\(record.id)")
    }
    let found = try gate.changes().map { change in
      "\(change.place.record.map(\.description) ?? "")"
        + (change.place.field.map { " \($0)" } ?? "")
    }
    #expect(Set(found) == expected, "seed \(seed)")
  }
}
