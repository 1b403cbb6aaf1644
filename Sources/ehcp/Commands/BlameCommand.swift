import CRDT
import Client
import Plan
import Terminal

enum BlameCommand {
  static let declaration = Command<Session>(
    "blame", "Show who wrote each word, and when",
    discussion: """
      Words from an accepted suggestion name both: whose words they are, and who accepted them. Words \
      that were deleted and put back keep their writer.
      """,
    examples: [
      Example("ehcp blame F.2.description", "one text"),
      Example("ehcp blame F", "every text of a section"),
    ],
    arguments: [Argument("ADDRESS", "a section, a record or a field")],
    options: [Option("json", .flag, "as JSON")], section: "History", action: run)

  /// One field with who wrote what of it.
  private struct Blamed {
    var place: Place
    var runs: [BlameRun]
  }

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let place = try session.place(invocation.argument(0) ?? "", in: view)
    let part = try workspace.part(place.part, of: plan)
    let times = try workspace.times(of: place.part, in: plan)
    let telling = Telling(view, style: session.console.outputStyle)
    let attributions = Attributions(of: part)
    var days = WrittenDays(times)
    var blamed: [Blamed] = []
    for (place, field) in fields(at: place, in: part) {
      let runs = try blame(field, at: place, in: part, attributions) {
        ($0.isSameHand(as: $1) || telling.hand($0) == telling.hand($1))
          && days.label(of: $0.event) == days.label(of: $1.event)
      }
      if !runs.isEmpty { blamed.append(Blamed(place: place, runs: runs)) }
    }
    if invocation.flag("json") {
      try session.write([
        "fields": .array(
          blamed.map { field in
            [
              "place": .string(field.place.description),
              "runs": .array(
                field.runs.map { run in
                  let entry = times.entry(of: run.by.event)
                  return [
                    "text": .string(run.text), "by": telling.json(run.by),
                    "time": entry.map { .string(Moment.iso($0.time)) } ?? .null,
                    "on_server": .bool(entry?.isStored ?? false),
                  ]
                }),
            ]
          })
      ])
      return .done
    }
    if blamed.isEmpty { session.console.say(nil, "Nothing is written there yet.") }
    for field in blamed {
      if blamed.count > 1 || place.field == nil {
        try session.console.write(
          session.console.outputStyle.bold(telling.name(of: field.place)) + "\n")
      }
      var table = Table()
      for run in field.runs {
        table.add([
          days.label(of: run.by.event), telling.hand(run.by),
          Escaping.lines(trimmed(run.text)),
        ])
      }
      try session.write(table)
    }
    return .done
  }

  /// The fields of a place, in the template's order.
  static func fields(
    at place: Place, in part: PartDocument
  ) -> [(Place, FieldTemplate)] {
    func all(_ fields: [FieldTemplate], _ place: Place) -> [(Place, FieldTemplate)] {
      fields.filter { place.field == nil || $0.key == place.field }.map { field in
        var inner = place
        inner.field = field.key
        return (inner, field)
      }
    }
    if place.record != nil {
      let list = place.collection.flatMap { part.template.list($0) }
      return all(list?.fields ?? [], place)
    }
    var found = place.collection == nil ? all(part.template.fields, place) : []
    if place.field != nil { return found }
    for list in part.template.lists
    where place.collection == nil || place.collection == list.key {
      let records = part.document.records(inListAt: ObjectAddress(key: list.key))
      for (index, record) in records.enumerated() {
        found += all(
          list.fields,
          Place(part: part.id, collection: list.key, record: record.id, number: index + 1))
      }
    }
    return found
  }

  /// Who wrote what of one field, whatever its kind; nothing of links.
  static func blame(
    _ field: FieldTemplate, at place: Place, in part: PartDocument, _ attributions: Attributions,
    joining isOne: (Attribution, Attribution) -> Bool
  ) throws -> [BlameRun] {
    switch field.kind {
    case .text:
      return try part.blame(
        field: field.key, of: place.record, by: attributions, joining: isOne)
    case .links:
      return []
    case .line, .choice, .date, .number, .flag:
      let address = ObjectAddress(record: place.record, key: field.key)
      guard let entry = part.document.register(at: address).first else { return [] }
      let text =
        switch entry.value {
        case .text(let text): field.option(text)?.title ?? text
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .none, .identifier: ""
        }
      return text.isEmpty
        ? [] : [BlameRun(text: text, by: attributions.attribution(of: entry.event))]
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
