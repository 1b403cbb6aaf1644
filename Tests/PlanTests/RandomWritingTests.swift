import CRDT
import Plan
import TestSupport
import Testing

/// Several people write, comment, suggest and decide at random, apart and together.
@Suite struct RandomWritingTests {
  struct Person {
    var part: PartDocument
    let agent: AgentID

    init(_ template: PartTemplate, _ agent: AgentID) {
      part = PartDocument(id: template.id, template: template)
      part.document.begin(as: agent)
      self.agent = agent
    }

    var needs: [EventID] {
      part.document.records(inListAt: ObjectAddress(key: "needs")).map(\.id)
    }

    /// Makes an edit as a person's device would: all of it, judged, or nothing.
    mutating func make(
      _ policy: Policy, _ edit: (inout PartDocument) throws -> Void
    ) throws {
      var copy = part
      let seen = copy.document.versionVector
      do { try edit(&copy) } catch is ContentError { return }
      for batch in copy.document.contents(after: seen) {
        let agent = agent
        let judgement = Judge.judge(
          try BatchContents(decoding: batch.stored().payload), in: part, policy: policy,
          member: Member(role: RoleID("caseworker")), isOwn: { $0 == agent })
        #expect(judgement == .allowed)
      }
      part = copy
    }

    /// Takes in what the other has.
    mutating func merge(_ other: Person) throws {
      for batch in other.part.document.contents(after: part.document.versionVector) {
        try part.document.receive([batch])
      }
    }
  }

  private func policy() throws -> Policy {
    let template = try EnglandPack.template()
    return Policy(
      template: template, preset: try #require(template.preset("co-written")), phase: .gather)
  }

  private static let words = [
    "help", "daily.", "each", "week", "25 minutes", "support", "reads.", "é", "😀", "a",
  ]

  private func text(_ old: String, _ random: inout SeededGenerator) -> String {
    var words = old.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0...words.count, using: &random)
      if index < words.count, random.chance(oneIn: 3) {
        words.remove(at: index)
      } else {
        words.insert(Self.words.randomElement(using: &random) ?? "a", at: index)
      }
    }
    return words.joined(separator: " ")
  }

  private func write(
    _ part: inout PartDocument, _ random: inout SeededGenerator
  ) throws {
    let needs = part.document.records(inListAt: ObjectAddress(key: "needs")).map(\.id)
    guard let need = needs.randomElement(using: &random) else {
      _ = try part.addRecord(to: "needs")
      return
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: _ = try part.addRecord(to: "needs", at: Int.random(in: 0...needs.count, using: &random))
    case 1: try part.deleteRecord(need)
    case 2: try part.moveRecord(need, to: Int.random(in: 0..<needs.count, using: &random))
    case 3: try part.set(.line(text("", &random)), field: "title", of: need)
    default:
      let old = part.document.string(at: ObjectAddress(record: need, key: "description"))
      _ = try part.edit(text(old, &random), field: "description", of: need)
    }
  }

  private func comment(
    _ part: inout PartDocument, _ agent: AgentID, _ random: inout SeededGenerator
  ) throws {
    let comments = part.view().comments
    if let one = comments.randomElement(using: &random), random.chance(oneIn: 2) {
      if one.author == agent, random.chance(oneIn: 3) { return try part.deleteComment(one.id) }
      return try part.setResolved(one.id, !one.resolved)
    }
    let records = part.view().collections[0].records
    guard let record = records.randomElement(using: &random) else { return }
    let place = Place(
      part: part.id, collection: "needs", record: record.id, field: "description")
    let length = record.text("description").unicodeScalars.count
    let start = Int.random(in: 0...length, using: &random)
    let range = start..<min(length, start + 7)
    _ = try part.addComment("Why?", at: place, range: range.isEmpty ? nil : range)
  }

  private func decide(
    _ part: inout PartDocument, _ agent: AgentID, _ random: inout SeededGenerator
  ) throws {
    guard let suggestion = part.suggestions.randomElement(using: &random) else { return }
    let kinds: [SuggestionDecision.Kind] =
      suggestion.state == .withdrawn || suggestion.author == agent
      ? [.accepted] : [.accepted, .accepted, .rejected, .open]
    let kind = kinds.randomElement(using: &random) ?? .accepted
    let before = part.document.frontier
    do {
      try part.decide(suggestion.id, kind, reason: "Because.")
    } catch {
      #expect(part.document.frontier == before, "something was made of what was refused")
      throw error
    }
    if kind == .accepted, suggestion.state == .open { expectMade(suggestion, part) }
  }

  /// All of a suggestion was made: its words stand, those they replace do not.
  private func expectMade(_ suggestion: Suggestion, _ part: PartDocument) {
    for change in suggestion.changes {
      guard case .text(let deleted, _, _, let with) = change.action,
        case .record(let record) = change.subject
      else { continue }
      let address = ObjectAddress(record: record, key: change.key)
      let history = part.document.textHistory(at: address)
      for run in history.runs where run.isVisible {
        for offset in 0..<run.length {
          let event = EventID(
            agent: run.first.agent, sequence: run.first.sequence + UInt64(offset))
          #expect(!deleted.contains { $0.contains(event) })
        }
      }
      #expect(part.document.string(at: address).contains(with) || with.isEmpty)
    }
    let found = part.suggestion(suggestion.id)
    #expect(found?.state == .accepted)
  }

  /// Where a comment's words are, counted scalar by scalar.
  private func expectAnchors(_ part: PartDocument) {
    for comment in part.view().comments {
      guard let record = comment.place.record, comment.place.field != nil else { continue }
      func anchor(_ key: String) -> EventID? {
        let values = part.document.register(at: ObjectAddress(record: comment.id, key: key))
        if case .identifier(let event) = values.first?.value { return event }
        return nil
      }
      guard let start = anchor("$start"), let end = anchor("$end") else { continue }
      let address = ObjectAddress(record: record, key: "description")
      var visible = 0
      var low: Int?
      var high: Int?
      for run in part.document.textHistory(at: address).runs {
        for offset in 0..<run.length {
          let event = EventID(
            agent: run.first.agent, sequence: run.first.sequence + UInt64(offset))
          if event == start { low = visible }
          if run.isVisible { visible += 1 }
          if event == end { high = visible }
        }
      }
      var expected: Range<Int>?
      if let low, let high, low < high { expected = low..<high }
      #expect(comment.range == expected)
    }
  }

  @Test(arguments: 1...150)
  func `people who suggest and decide at random end with one plan`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let policy = try policy()
    let template = try #require(policy.template.part(PartID("B")))
    var people = (0..<3).map {
      Person(template, AgentID(high: random.next(), low: UInt64($0)))
    }
    for _ in 0..<50 {
      let one = Int.random(in: 0..<3, using: &random)
      let agent = people[one].agent
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<4: try people[one].make(policy) { try write(&$0, &random) }
      case 4..<6: try people[one].make(policy) { try comment(&$0, agent, &random) }
      case 6..<8:
        try people[one].make(policy) { part in
          var edited = part
          edited.document.begin(as: AgentID(high: .max, low: seed))
          try write(&edited, &random)
          if random.chance(oneIn: 2) { try write(&edited, &random) }
          _ = try part.suggest(part.changes(to: edited))
        }
      case 8..<10: try people[one].make(policy) { try decide(&$0, agent, &random) }
      default:
        let other = Int.random(in: 0..<3, using: &random)
        if other != one { try people[one].merge(people[other]) }
      }
    }
    for _ in 0..<2 {
      for one in 0..<3 {
        for other in 0..<3 where other != one { try people[one].merge(people[other]) }
      }
    }
    try expectOne(people)
    // Somebody settles what is contested; nobody has to be asked twice.
    for suggestion in people[0].part.suggestions where suggestion.state == .contested {
      try people[0].make(policy) { try $0.decide(suggestion.id, .accepted) }
    }
    #expect(people[0].part.suggestions.allSatisfy { $0.state != .contested })
    for one in 1..<3 { try people[one].merge(people[0]) }
    try expectOne(people)
  }

  private func expectOne(_ people: [Person]) throws {
    let views = people.map { $0.part.view() }
    for person in people { expectAnchors(person.part) }
    for view in views.dropFirst() {
      #expect(view.suggestions == views[0].suggestions)
      #expect(view.reviews == views[0].reviews)
      #expect(view.comments.map(\.label) == views[0].comments.map(\.label))
      #expect(view.comments.map(\.range) == views[0].comments.map(\.range))
      #expect(view.collections[0].records.map(\.id) == views[0].collections[0].records.map(\.id))
      for (record, other) in zip(view.collections[0].records, views[0].collections[0].records) {
        #expect(record.fields.map(\.value) == other.fields.map(\.value))
      }
    }
  }
}
