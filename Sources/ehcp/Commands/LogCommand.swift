import Client
import Plan
import Terminal

enum LogCommand {
  static let declaration = Command<Session>(
    "log", "Show what happened, by person, place and time",
    discussion: """
      Newest first. The time is when the server received it; what only this device has comes first. \
      Works offline.
      """,
    examples: [
      Example("ehcp log", "the whole plan"),
      Example("ehcp log F.2", "one record"),
      Example("ehcp log --by \"Priya Shah\" --since 2026-11-20", "one person's work since a day"),
    ],
    arguments: [Argument("ADDRESS", "a section, a record or a field", count: .optional)],
    options: [
      Option("by", .value("PERSON"), "one person's only, by name or part of it; me for yours"),
      Option("since", .value("DATE"), "since a day, or a time as 2026-11-20T14:30"),
      Option("limit", .value("N"), "so many entries at most; 30 unless given"),
      Option("json", .flag, "as JSON, all of them unless --limit is given"),
    ],
    section: "History", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let view = try workspace.view(plan)
    let place = try invocation.argument(0).map { try session.place($0, in: view) }
    let word = try VersionWord(workspace, plan)
    let account = try invocation.value("by").map { try word.account(of: $0) }
    let since = try invocation.value("since").map { try instant($0, word) }
    let limit = try limit(invocation)
    var entries = try workspace.history(of: plan, parts: place.map { [$0.part] }) { change in
      guard let place else { return true }
      return (place.record == nil || change.place.record == place.record)
        && (place.field == nil || change.place.field == place.field)
    }
    if let account { entries.removeAll { view.authors[$0.author]?.account != account } }
    if let since { entries.removeAll { $0.time < since } }
    let telling = Telling(view, style: session.console.outputStyle)
    if invocation.flag("json") {
      let shown = invocation.value("limit") == nil ? entries[...] : entries.prefix(limit)
      try session.write(["entries": .array(shown.map { json($0, telling) })])
      return .done
    }
    if entries.isEmpty {
      session.console.say(nil, "Nothing happened there.")
      return .done
    }
    for entry in entries.prefix(limit) { try session.console.write(text(entry, telling, session)) }
    if entries.count > limit {
      session.console.say(
        nil, "\(entries.count - limit) earlier.", next: "ehcp log --limit \(entries.count)")
    }
    return .done
  }

  private static func text(
    _ entry: HistoryEntry, _ telling: Telling, _ session: Session
  ) -> String {
    let style = session.console.outputStyle
    let time = entry.isStored ? Moment.full(entry.time) : "only on this device"
    let name = Showing.name(of: entry.author, in: telling.view, withRole: true)
    let lines = entry.changes.flatMap {
      Wrapping.lines(telling.line($0), width: style.width - 4)
    }
    return "\(style.bold(time))  \(name)\n" + lines.map { style.plain("    \($0)\n") }.joined()
  }

  private static func json(_ entry: HistoryEntry, _ telling: Telling) -> JSONValue {
    let author = telling.view.authors[entry.author]
    return [
      "time": .string(Moment.iso(entry.time)), "on_server": .bool(entry.isStored),
      "author": .string(author?.name ?? ""), "role": .string(author?.role.description ?? ""),
      "changes": .array(entry.changes.map { telling.json($0) }),
    ]
  }

  private static func instant(_ text: String, _ word: VersionWord) throws -> Int64 {
    if case .instant(let instant) = try? word.read(text) { return instant }
    throw UserError(
      "“\(Escaping.line(text))” is not a date.",
      hint: "Write 2026-11-20, 2026-11-20T14:30, today or yesterday.", exitCode: .usage)
  }

  private static func limit(_ invocation: Invocation) throws -> Int {
    guard let text = invocation.value("limit") else { return 30 }
    guard let limit = Int(text), limit > 0 else {
      throw UserError(
        "“\(Escaping.line(text))” is not a number of entries.", hint: "Write 1 or more.",
        exitCode: .usage)
    }
    return limit
  }
}
