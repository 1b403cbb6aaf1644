import CRDT
import Plan

/// Builds small plans for the tests of the check: complete and blameless until a test spoils them.
struct CheckPlanBuilder {
  var phase: Phase = .gather
  var today = CivilDate(year: 2026, month: 11, day: 22)
  var withheld: Set<PartID> = []
  var settings = EnglandPack.checks
  var context = CheckContext()
  var parts: [PartView] = []
  private var next: UInt64 = 0

  init() {}

  mutating func identifier() -> EventID {
    next += 1
    return EventID(agent: AgentID(high: 0, low: 1), sequence: next)
  }

  /// Adds a part with its own fields and lists.
  mutating func add(
    _ part: String, _ fields: KeyValuePairs<String, FieldValue> = [:], lists: [String] = []
  ) {
    parts.append(
      PartView(
        id: PartID(part), title: "Section \(part)",
        fields: fields.map { Self.field($0.key, $0.value) },
        collections: lists.map { CollectionView(key: $0, title: $0, records: []) }))
  }

  /// Adds a record to a list of a part, and returns its id.
  @discardableResult
  mutating func record(
    _ part: String, _ list: String, _ fields: KeyValuePairs<String, FieldValue>
  ) -> EventID {
    let id = identifier()
    guard let index = parts.firstIndex(where: { $0.id == PartID(part) }),
      let place = parts[index].collections.firstIndex(where: { $0.key == list })
    else { return id }
    let number = parts[index].collections[place].records.count + 1
    parts[index].collections[place].records.append(
      RecordView(
        id: id, number: number, fields: fields.map { Self.field($0.key, $0.value) }))
    return id
  }

  /// Replaces or adds a field of a part.
  mutating func set(_ part: String, _ key: String, _ value: FieldValue) {
    guard let index = parts.firstIndex(where: { $0.id == PartID(part) }) else { return }
    parts[index].fields.removeAll { $0.key == key }
    parts[index].fields.append(Self.field(key, value))
  }

  /// Replaces or adds a field of a record.
  mutating func set(_ record: EventID, _ key: String, _ value: FieldValue) {
    for part in parts.indices {
      for list in parts[part].collections.indices {
        let records = parts[part].collections[list].records
        guard let index = records.firstIndex(where: { $0.id == record }) else { continue }
        parts[part].collections[list].records[index].fields.removeAll { $0.key == key }
        parts[part].collections[list].records[index].fields.append(Self.field(key, value))
      }
    }
  }

  /// The record of an address like `B.needs.2`.
  func find(_ address: String) -> EventID? {
    let words = address.split(separator: ".").map(String.init)
    guard words.count == 3, let number = Int(words[2]) else { return nil }
    return parts.first { $0.id == PartID(words[0]) }?.collection(words[1])?.records
      .first { $0.number == number }?.id
  }

  mutating func remove(_ part: String) { parts.removeAll { $0.id == PartID(part) } }

  /// Takes every record out of a list.
  mutating func clear(_ part: String, _ list: String) {
    guard let index = parts.firstIndex(where: { $0.id == PartID(part) }),
      let place = parts[index].collections.firstIndex(where: { $0.key == list })
    else { return }
    parts[index].collections[place].records = []
  }

  func report() -> CheckReport? {
    today.map {
      Check.report(
        on: CheckSubject(
          phase: phase, parts: parts, withheld: withheld, today: $0, settings: settings,
          context: context))
    }
  }

  /// The findings of one rule.
  func findings(_ rule: String) -> [Finding] {
    report()?.findings.filter { $0.rule == rule } ?? []
  }

  static func field(_ key: String, _ value: FieldValue) -> FieldView {
    let kind: FieldKind =
      switch value {
      case .text: .text
      case .date: .date
      case .flag: .flag
      case .links: .links
      case .choice: .choice
      case .number: .number
      case .line, .empty: .line
      }
    return FieldView(key: key, title: key, kind: kind, value: value)
  }

  /// A short plan that no rule faults.
  static func clean() -> CheckPlanBuilder {
    var plan = CheckPlanBuilder()
    plan.add(
      "details",
      [
        "forename": .line("Sam"), "surname": .line("Tarn"), "upn": .line("B801200005001"),
        "nhs-number": .line("999 000 0018"), "date-of-birth": date(2017, 3, 4),
      ])
    plan.add(
      "A",
      [
        "child-views": .text("I like trains."), "parent-views": .text("He is kind."),
        "history": .text("Sam lives with his parents."),
      ])
    plan.add("B", lists: ["needs"])
    plan.add("C", ["no-needs": .flag(true)], lists: ["needs"])
    plan.add("D", ["no-needs": .flag(true)], lists: ["needs"])
    plan.add("E", lists: ["outcomes"])
    plan.add("F", lists: ["provisions"])
    plan.add("G", ["none-required": .flag(true)], lists: ["provisions"])
    plan.add("H1", ["none-required": .flag(true)], lists: ["provisions"])
    plan.add("H2", ["none-required": .flag(true)], lists: ["provisions"])
    plan.add("I")
    plan.add("J", ["no-direct-payment": .flag(true)])
    plan.add("K", lists: ["advice"])
    var reports: [EventID] = []
    for role in ["Mother", "SENCO", "Paediatrician", "Educational psychologist", "Social worker"] {
      reports.append(
        plan.record(
          "K", "advice",
          [
            "title": .line("Advice"), "author": .line("A. Person"), "role": .line(role),
            "date": date(2026, 9, 1), "attached": .flag(true),
          ]))
    }
    let need = plan.record(
      "B", "needs",
      [
        "title": .line("Reading"),
        "description": .text("Sam reads at the level of a Year 1 child."),
        "sources": .links(reports),
      ])
    let outcome = plan.record(
      "E", "outcomes",
      [
        "title": .line("Reading"),
        "description": .text("By July 2027 Sam will read 90 words a minute."),
        "baseline": .text("40 words a minute."), "needs": .links([need]),
      ])
    plan.record(
      "F", "provisions",
      [
        "title": .line("Precision teaching"),
        "description": .text(
          "A teaching assistant trained in Precision Teaching will teach Sam sight words, "
            + "1:1, for 15 minutes every school day."),
        "needs": .links([need]), "outcomes": .links([outcome]), "sources": .links(reports),
      ])
    return plan
  }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> FieldValue {
    CivilDate(year: year, month: month, day: day).map(FieldValue.date) ?? .empty
  }
}
