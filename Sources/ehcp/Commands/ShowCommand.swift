import CRDT
import Client
import Export
import Plan
import Terminal

enum ShowCommand {
  static let declaration = Command<Session>(
    "show", "Show the plan, a section, a record or a field",
    examples: [
      Example("ehcp show", "what there is, and what you may do where"),
      Example("ehcp show B", "a section"),
      Example("ehcp show B.2.description", "one field's words and nothing else"),
      Example("ehcp show F --version served", "as it was served; issued, draft-2 and final-1 too"),
    ],
    arguments: [Argument("ADDRESS", "the place; the whole plan if left out", count: .optional)],
    options: [
      Option("version", .value("NAME"), "as an official act froze it; “ehcp acts” lists them"),
      Option("json", .flag, "as JSON"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let findings: Findings = invocation.argument(0) == nil ? .reviews : []
    var view = try workspace.view(plan, finding: findings)
    if let name = invocation.value("version") {
      view = try workspace.frozenView(of: try workspace.act(named: name, in: plan), in: plan)
    }
    guard let address = invocation.argument(0) else {
      let unsent = try workspace.unsent(of: plan)
      if invocation.flag("json") {
        try session.write(json(of: plan, view, unsent))
      } else {
        try session.write(overview(of: plan, view, unsent))
      }
      return .done
    }
    let place = try session.place(address, in: view)
    if invocation.flag("json"), place.record == nil, invocation.value("version") == nil {
      try workspace.find(.all, in: place.part, of: plan, for: &view)
    }
    guard let part = view.part(place.part) else { throw ClientError.unknownPart(place.part) }
    if invocation.flag("json") {
      try writeJSON(place, part, view, session)
    } else {
      try write(place, part, view, session)
    }
    return .done
  }

  // MARK: The whole

  private static func overview(
    of plan: OpenPlan, _ view: PlanView, _ unsent: [PartID: Int]
  ) -> Table {
    var table = Table(["§", "", "you may", "holds"])
    for part in view.parts {
      let title = plan.template.part(part.id)?.shortTitle ?? part.title
      table.add([
        part.id.description, title, Wording.verb(plan.right(in: part.id)),
        contents(of: part, plan, unsent: unsent[part.id] ?? 0).joined(separator: ", "),
      ])
    }
    for id in view.withheld {
      table.add([id.description, plan.template.part(id)?.shortTitle ?? "", "–", "not shared"])
    }
    return table
  }

  private static func contents(of part: PartView, _ plan: OpenPlan, unsent: Int) -> [String] {
    var words: [String] = []
    for collection in part.collections where !collection.records.isEmpty {
      let noun = plan.template.part(part.id)?.list(collection.key)?.singular ?? "record"
      words.append(Counted.of(collection.records.count, noun))
    }
    let filled = part.fields.count { $0.value != .empty }
    if !part.fields.isEmpty { words.append("\(filled) of \(part.fields.count) fields") }
    let open = part.comments.count { !$0.resolved && $0.inReplyTo == nil }
    if open > 0 { words.append(Counted.of(open, "open comment")) }
    let suggested = part.suggestions.count { $0.state == .open }
    if suggested > 0 { words.append(Counted.of(suggested, "suggestion")) }
    if !part.reviews.isEmpty { words.append("\(part.reviews.count) to review") }
    if unsent > 0 { words.append("\(Counted.of(unsent, "change")) only on this device") }
    return words
  }

  private static func json(
    of plan: OpenPlan, _ view: PlanView, _ unsent: [PartID: Int]
  ) -> JSONValue {
    let parts = view.parts.map { part -> JSONValue in
      [
        "part": .string(part.id.description), "title": .string(part.title),
        "right": .string(plan.right(in: part.id).rawValue),
        "records": .integer(Int64(part.collections.reduce(0) { $0 + $1.records.count })),
        "open_comments": .integer(
          Int64(part.comments.count { !$0.resolved && $0.inReplyTo == nil })),
        "suggestions": .integer(Int64(part.suggestions.count { $0.state == .open })),
        "to_review": .integer(Int64(part.reviews.count)),
        "unsent": .integer(Int64(unsent[part.id] ?? 0)),
      ]
    }
    return [
      "reference": .string(plan.reference), "phase": .string(plan.policy.phase.rawValue),
      "role": .string(plan.member.role.description), "parts": .array(parts),
      "withheld": .array(view.withheld.map { .string($0.description) }),
    ]
  }

  // MARK: A place

  private static func write(
    _ place: Place, _ part: PartView, _ view: PlanView, _ session: Session
  ) throws {
    let console = session.console
    let showing = Showing(view, style: console.outputStyle)
    let record = record(at: place, in: part)
    if let key = place.field {
      guard let field = record?.field(key) ?? part.field(key) else { return }
      // To another program the words go as they are; to a terminal, harmless.
      let words = field.kind == .text ? field.value.plainText : showing.words(field.value)
      let isPlain = field.kind == .text && !console.outputIsTerminal
      try console.write((isPlain ? words : Escaping.lines(words)) + (words.isEmpty ? "" : "\n"))
    } else if let record {
      try console.write(showing.record(record, in: part))
    } else {
      try console.write(showing.part(part) + showing.margin(of: part))
    }
  }

  private static func writeJSON(
    _ place: Place, _ part: PartView, _ view: PlanView, _ session: Session
  ) throws {
    let values = ValueReader(plan: view)
    func json(_ fields: [FieldView]) -> JSONValue {
      .object(fields.map { .init($0.key, Self.json($0.value, values)) })
    }
    if let key = place.field {
      let field = record(at: place, in: part)?.field(key) ?? part.field(key)
      try session.write(Self.json(field?.value ?? .empty, values))
    } else if let record = record(at: place, in: part) {
      try session.write([
        "id": .string(record.id.shortName), "number": .integer(Int64(record.number)),
        "fields": json(record.fields),
      ])
    } else {
      let options = ExportOptions(sections: [part.id], includesComments: true)
      try session.console.write(Exporter.export(view, as: .json, options: options))
    }
  }

  private static func json(_ value: FieldValue, _ values: ValueReader) -> JSONValue {
    switch value {
    case .empty: .null
    case .number(let number): .integer(number)
    case .flag(let flag): .bool(flag)
    case .links(let links): .array(links.map { .string(values.name(of: $0)) })
    default: .string(value.plainText)
    }
  }

  static func record(at place: Place, in part: PartView) -> RecordView? {
    guard let id = place.record, let list = place.collection else { return nil }
    return part.collection(list)?.records.first { $0.id == id }
  }
}
