import CRDT
import Client
import Plan
import Terminal

/// What the family says about a served draft, when it does not say it in the plan itself.
enum RepresentationCommand {
  static let declaration = Command<Session>(
    "representation", "Write down what the family said, and decide it",
    discussion: """
      A parent or young person may answer a served draft by telephone, by letter or at a meeting. What \
      they said stands in the plan in their own words, in your name; once it is accepted, the places \
      it is about may be changed with “ehcp edit” and “ehcp set”, and the change is tied to it. \
      Nothing else of a served draft may change but the placement.
      """,
    examples: [
      Example(
        "ehcp representation record --from \"Joanne Tranmoor\" --by phone --date 2026-11-12 --change"
          + " F.2.frequency -m \"Twice a week, not once\"", "said, accepted, open for the change"),
      Example(
        "ehcp representation record --from \"Joanne Tranmoor\" --by letter --about B.1 -m \"…\"",
        "said; nobody has decided yet"),
      Example(
        "ehcp representation refuse tkwnf -m \"The report says otherwise\"", "with the reason"),
      Example("ehcp representation list", ""),
    ],
    subcommands: [record, accept, refuse, list], section: "Casework")

  private static let message = Option("message", short: "m", .value("TEXT"), "the words")

  private static let record = Command<Session>(
    "record", "Write down what the family said",
    examples: [
      Example(
        "ehcp representation record --from \"J. Tranmoor\" --by meeting --change I -m \"…\"", "")
    ],
    options: [
      Option("from", .value("PERSON"), "whose words they are"),
      Option(
        "by", .choice(Representation.Means.allCases.map(\.rawValue)), "how they came"),
      Option("date", .value("DATE"), "when; today if left out"),
      Option(
        "change", .value("ADDRESS"), "accepted: this place may change because of it", repeats: true),
      Option("about", .value("ADDRESS"), "not decided yet: what it is about", repeats: true),
      message, Option("json", .flag, "as JSON"),
    ],
    action: record)

  private static let accept = Command<Session>(
    "accept", "Accept what the family said, so that the plan may change",
    examples: [Example("ehcp representation accept tkwnf --change F.2.frequency", "")],
    arguments: [Argument("NAME", "its short name, as “ehcp representation list” shows")],
    options: [
      Option(
        "change", .value("ADDRESS"), "another place of the same section that may change",
        repeats: true),
      Option("message", short: "m", .value("TEXT"), "what to say about it"),
    ],
    action: { try await decide(.accepted, $0, $1) })

  private static let refuse = Command<Session>(
    "refuse", "Refuse what the family said, with the reason",
    examples: [Example("ehcp representation refuse tkwnf -m \"The report says otherwise\"", "")],
    arguments: [Argument("NAME", "its short name, as “ehcp representation list” shows")],
    options: [Option("message", short: "m", .value("TEXT"), "the reason; the family sees it")],
    action: { try await decide(.refused, $0, $1) })

  private static let list = Command<Session>(
    "list", "List what the family said, and what came of it",
    examples: [Example("ehcp representation list --open", "what nobody has decided")],
    options: [
      Option("open", .flag, "only what nobody has decided"), Option("json", .flag, "as JSON"),
    ], action: list)

  // MARK: Writing

  private static func record(
    _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let words = try said(invocation)
    let (workspace, plan, view) = try session.opened(invocation)
    let isAccepted = !invocation.values("change").isEmpty
    let addresses = invocation.values("change") + invocation.values("about")
    guard !addresses.isEmpty else {
      throw UserError(
        "What is it about?",
        hint: "Name the place with --change (it is accepted) or --about (nobody has decided yet).",
        exitCode: .usage)
    }
    let places = try addresses.map { try session.place($0, in: view) }
    var recorded: [(part: PartID, id: EventID)] = []
    for (part, places) in grouped(places) {
      let id = try workspace.edit(part, of: plan) {
        (document: inout PartDocument) throws(ContentError) -> EventID in
        let id = try document.recordRepresentation(
          from: words.from, by: words.means, on: words.date, words: words.text,
          about: Set(places.map(\.scope)))
        if isAccepted { try document.decideRepresentation(id, .accepted, reason: "") }
        return id
      }
      recorded.append((part, id))
    }
    if invocation.flag("json") {
      try session.write([
        "recorded": .array(
          recorded.map { ["part": .string($0.part.description), "id": .string($0.id.shortName)] })
      ])
      return .done
    }
    let names = recorded.map { "\($0.id.shortName) in \($0.part)" }
    Saying.saved(" (\(Counted.list(names)))", session)
    if isAccepted, let place = places.first {
      session.console.say(nil, "  Now make the change: ehcp edit \(place)")
    }
    return .done
  }

  private struct Said {
    var from: String
    var means: Representation.Means
    var date: CivilDate
    var text: String
  }

  private static func said(_ invocation: Invocation) throws -> Said {
    guard let from = invocation.value("from") else {
      throw UserError("Whose words are they?", hint: "Give --from NAME.", exitCode: .usage)
    }
    try Label.check(from, of: "--from")
    guard let means = invocation.value("by").flatMap(Representation.Means.init(rawValue:)) else {
      throw UserError(
        "How did they come?",
        hint: "Give --by \(Representation.Means.allCases.map(\.rawValue).joined(separator: "|")).",
        exitCode: .usage)
    }
    guard let text = invocation.value("message"), !text.isEmpty, text.utf8.count <= 20_000 else {
      throw UserError(
        "What was said?", hint: "Give the words with -m \"…\", as they were said.",
        exitCode: .usage)
    }
    var date = Moment.today
    if let given = invocation.value("date") {
      guard let read = ValueReader.date(given) else { throw ValueError.notADate(given) }
      date = read
    }
    guard let date else {
      throw UserError("On which day?", hint: "Give --date 2026-11-12.", exitCode: .usage)
    }
    return Said(from: from, means: means, date: date, text: text)
  }

  private static func decide(
    _ decision: Representation.Decision, _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let reason = invocation.value("message") ?? ""
    guard decision == .accepted || !reason.isEmpty else {
      throw UserError(
        "Why?", hint: "Give the reason with -m \"…\": the family sees it.", exitCode: .usage)
    }
    let (workspace, plan, view) = try session.opened(invocation)
    let representation = try find(invocation.argument(0) ?? "", workspace, plan)
    let places = try invocation.values("change").map { try session.place($0, in: view) }
    guard places.allSatisfy({ $0.part == representation.part }) else {
      throw UserError(
        "It stands in section \(representation.part), and is about that section alone.",
        hint: "For another section record it there too: ehcp representation record",
        exitCode: .usage)
    }
    try workspace.edit(representation.part, of: plan) {
      (document: inout PartDocument) throws(ContentError) in
      try document.decideRepresentation(
        representation.id, decision, reason: reason, adding: Set(places.map(\.scope)))
    }
    Saying.saved(" (\(representation.id.shortName) \(decision.rawValue))", session)
    return .done
  }

  private static func find(
    _ name: String, _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> Representation {
    let found = try all(workspace, plan).filter { $0.id.shortName.hasPrefix(name.lowercased()) }
    guard let first = found.first, found.count == 1, !name.isEmpty else {
      throw UserError(
        found.isEmpty
          ? "There is no representation “\(Escaping.line(name))”."
          : "Several representations begin with “\(Escaping.line(name))”.",
        hint: "See: ehcp representation list", exitCode: .usage)
    }
    return first
  }

  // MARK: Reading

  private static func list(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let wanted = try all(workspace, plan).filter {
      !invocation.flag("open") || $0.decision == nil
    }
    if invocation.flag("json") {
      try session.write(["representations": .array(wanted.map { json($0, view) })])
      return .done
    }
    let console = session.console
    for representation in wanted {
      let style = console.outputStyle
      var text =
        style.bold(representation.id.shortName) + "  " + heading(representation, view) + "\n"
      let width = style.width - 4
      for line in Wrapping.lines("“\(Escaping.lines(representation.words))”", width: width) {
        text += "    \(line)\n"
      }
      for line in Wrapping.lines(outcome(representation, view), width: width) {
        text += "    \(style.dim(line))\n"
      }
      try console.write(text)
    }
    if wanted.isEmpty { console.say(nil, "Nothing the family said is written down here.") }
    return .done
  }

  private static func heading(_ representation: Representation, _ view: PlanView) -> String {
    let places = addresses(of: representation, view).joined(separator: ", ")
    let means = representation.means.map { " \($0.title)" } ?? ""
    let date = representation.date.map { ", \($0)" } ?? ""
    return "\(Escaping.line(representation.from))\(means)\(date), about \(places)"
  }

  private static func outcome(_ representation: Representation, _ view: PlanView) -> String {
    let recorder = Showing.name(of: representation.recorder, in: view)
    let reason = representation.reason.isEmpty ? "" : ": \(Escaping.line(representation.reason))"
    switch representation.decision {
    case .accepted: return "accepted\(reason); written down by \(recorder)"
    case .refused: return "refused\(reason); written down by \(recorder)"
    case nil: return "waits for a decision; written down by \(recorder)"
    }
  }

  private static func json(_ representation: Representation, _ view: PlanView) -> JSONValue {
    [
      "id": .string(representation.id.shortName), "part": .string(representation.part.description),
      "from": .string(representation.from),
      "by": representation.means.map { .string($0.rawValue) } ?? .null,
      "date": representation.date.map { .string($0.description) } ?? .null,
      "words": .string(representation.words),
      "decision": representation.decision.map { .string($0.rawValue) } ?? .null,
      "reason": .string(representation.reason),
      "places": .array(addresses(of: representation, view).map { .string($0) }),
      "recorded_by": .string(view.authors[representation.recorder]?.name ?? ""),
    ]
  }

  /// What it is about, as a person types it.
  private static func addresses(
    of representation: Representation, _ view: PlanView
  ) -> [String] {
    let part = representation.part.description
    return representation.scopes.map { scope in
      switch scope {
      case .part: part
      case .own(let key): "\(part).\(key)"
      case .record(let record): "\(part).\(number(of: record, view))"
      case .field(let record, let key): "\(part).\(number(of: record, view)).\(key)"
      }
    }.sorted()
  }

  private static func number(of record: EventID, _ view: PlanView) -> String {
    let records = view.parts.flatMap(\.collections).flatMap(\.records)
    return records.first { $0.id == record }.map { "\($0.number)" } ?? record.shortName
  }

  private static func all(
    _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> [Representation] {
    try plan.parts.flatMap { try workspace.part($0, of: plan).representations }
  }

  private static func grouped(_ places: [Place]) -> [(PartID, [Place])] {
    var order: [PartID] = []
    for place in places where !order.contains(place.part) { order.append(place.part) }
    return order.map { part in (part, places.filter { $0.part == part }) }
  }
}
