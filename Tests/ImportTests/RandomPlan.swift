import CRDT
import Plan
import TestSupport

/// A plan under the law of England that nobody would write: every kind of field, links, citations and
/// comments at random, with words changed and records taken away after they were talked about.
struct RandomPlan {
  private(set) var parts: [PartID: PartDocument] = [:]
  private let template: PlanTemplate
  private var random: SeededGenerator
  static let report = PartID("advice-tkwnf")

  private static let words = [
    "help", "daily.", "each", "week", "25 minutes", "support", "reads.", "é", "e\u{301}", "😀", "a",
    "“so”", "\\", "\"", "<b>", "\n", "\t", "\u{202E}", "\u{7}", "\u{FEFF}", "سامي",
  ]

  init(_ template: PlanTemplate, seed: UInt64) throws {
    self.template = template
    random = SeededGenerator(seed: seed)
    for (index, id) in (template.parts.filter(\.isFixed).map(\.id) + [Self.report]).enumerated() {
      guard let description = template.part(id) else { continue }
      var part = PartDocument(id: id, template: description)
      part.document.begin(as: AgentID(high: seed, low: UInt64(index + 1)))
      parts[id] = part
    }
    for id in parts.keys.sorted() { try addRecords(to: id) }
    for id in parts.keys.sorted() { try fill(id) }
    for id in parts.keys.sorted() { try talk(about: id) }
    // The report stays as it is: its words are cited.
    for id in parts.keys.sorted() where id != Self.report { try change(id) }
  }

  func view() -> PlanView {
    PlanView(
      reference: "MK-0412", template: template, phase: .gather, parts: Array(parts.values),
      authors: Dictionary(
        uniqueKeysWithValues: parts.values.flatMap(\.document.versionVector.next.keys).map {
          ($0, Author(account: "a", name: "Priya Shah", role: RoleID("ep")))
        }))
  }

  // MARK: -

  private mutating func text(_ limit: Int) -> String {
    (0..<Int.random(in: 1...limit, using: &random))
      .map { _ in Self.words.randomElement(using: &random) ?? "" }.joined(separator: " ")
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private func records(_ part: PartID, _ list: String) -> [EventID] {
    parts[part]?.document.records(inListAt: ObjectAddress(key: list)).map(\.id) ?? []
  }

  private mutating func addRecords(to id: PartID) throws {
    for list in parts[id]?.template.lists ?? [] {
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        _ = try parts[id]?.addRecord(to: list.key)
      }
    }
  }

  private mutating func fill(_ id: PartID) throws {
    guard let description = parts[id]?.template else { return }
    for field in description.fields { try fill(field, of: nil, in: id) }
    for list in description.lists {
      for record in records(id, list.key) {
        for field in list.fields { try fill(field, of: record, in: id) }
        if chance(30), id != Self.report, let report = parts[Self.report] {
          let body = report.document.string(at: ObjectAddress(key: "body"))
          let quote = String(body.unicodeScalars.prefix(8))
          if !quote.isEmpty { _ = try parts[id]?.cite(quote, of: report, for: record) }
        }
      }
    }
  }

  private mutating func fill(_ field: FieldTemplate, of record: EventID?, in id: PartID) throws {
    guard chance(70) else { return }
    let value: FieldValue
    switch field.kind {
    case .text: value = .text(text(20))
    case .line: value = .line(text(4).split(separator: "\n").joined(separator: " "))
    case .choice:
      guard let option = field.options.randomElement(using: &random) else { return }
      value = .choice(option.key)
    case .date:
      let day = Int.random(in: 0..<700, using: &random)
      guard let date = CivilDate.distantPast.adding(days: day) else { return }
      value = .date(date)
    case .number: value = .number(Int64.random(in: -3...30, using: &random))
    case .flag: value = .flag(chance(50))
    case .links:
      let targets = field.targets.flatMap { records($0.part, $0.list) }.filter { _ in chance(40) }
      value = .links(targets)
    }
    try parts[id]?.set(value, field: field.key, of: record)
  }

  private mutating func talk(about id: PartID) throws {
    guard let part = parts[id] else { return }
    var comments: [EventID] = []
    var places = [Place(part: id)]
    for field in part.template.fields { places.append(Place(part: id, field: field.key)) }
    for list in part.template.lists {
      for record in records(id, list.key) {
        places.append(Place(part: id, collection: list.key, record: record))
        for field in list.fields {
          places.append(Place(part: id, collection: list.key, record: record, field: field.key))
        }
      }
    }
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      guard let place = places.randomElement(using: &random) else { continue }
      let body = text(6)
      let onBehalfOf: OnBehalfOf? =
        chance(30) ? OnBehalfOf(person: "J.T.", channel: .letter, date: nil) : nil
      let length = place.field.map {
        part.document.string(at: ObjectAddress(record: place.record, key: $0)).unicodeScalars.count
      }
      var range: Range<Int>?
      if let length, length > 3, chance(70) {
        let start = Int.random(in: 0..<length - 2, using: &random)
        range = start..<min(length, start + 5)
      }
      let first = chance(30) ? comments.randomElement(using: &random) : nil
      guard
        let comment = try parts[id]?.addComment(
          body, at: place, range: range, inReplyTo: first, onBehalfOf: onBehalfOf)
      else { continue }
      comments.append(comment)
      if chance(20) { try parts[id]?.setResolved(comment, true) }
      if chance(10) { try parts[id]?.deleteComment(comment) }
    }
  }

  /// What was talked about changes: ranges move, words and records go.
  private mutating func change(_ id: PartID) throws {
    guard let description = parts[id]?.template else { return }
    for field in description.fields where field.kind == .text && chance(30) {
      let words = text(12)
      try parts[id]?.set(.text(words), field: field.key, of: nil)
    }
    for list in description.lists {
      for record in records(id, list.key) {
        for field in list.fields where field.kind == .text && chance(30) {
          let words = text(12)
          try parts[id]?.set(.text(words), field: field.key, of: record)
        }
        if chance(10) { try parts[id]?.deleteRecord(record) }
        if chance(20) { try parts[id]?.moveRecord(record, to: 0) }
      }
    }
  }
}
