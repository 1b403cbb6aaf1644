import Client
import Plan
import Terminal

enum LogCommand {
  static let declaration = Command<Session>(
    "log", "Show what happened, by person, place and time",
    discussion: """
      Newest first; what one person did at one sitting stands together. The time is when the server \
      received it; what only this device has comes first. Works offline.
      """,
    examples: [
      Example("ehcp log", "the whole plan"),
      Example("ehcp log F.2", "one record"),
      Example("ehcp log --limit 5", "the last five sittings"),
      Example("ehcp log --by \"Priya Shah\" --since 2026-11-20", "one person's work since a day"),
    ],
    arguments: [Argument("ADDRESS", "a section, a record or a field", count: .optional)],
    options: [
      Option("by", .value("PERSON"), "one person's only, by name or part of it; me for yours"),
      Option("since", .value("DATE"), "since a day, or a time as 2026-11-20T14:30"),
      Option("limit", .value("N"), "so many sittings at most; 30 unless given"),
      Option("whole", .flag, "every change of each; otherwise the first \(linesOfSitting)"),
      Option("json", .flag, "as JSON, all of them unless --limit is given"),
    ],
    section: "History", action: run)

  /// Of a sitting at which somebody filled a plan.
  private static let linesOfSitting = 20

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let place = try invocation.argument(0).map { try session.place($0, in: view) }
    let word = try VersionWord(workspace, plan)
    let account = try invocation.value("by").map { try word.account(of: $0) }
    let since = try invocation.value("since").map { try instant($0, word) }
    var wish = Workspace.HistoryWish()
    wish.parts = place.map { [$0.part] }
    wish.account = account
    wish.since = since
    let isJSON = invocation.flag("json")
    wish.limit = try limit(invocation) ?? (isJSON ? .max : 30)
    if let place {
      wish.isWanted = { change in
        (place.record == nil || change.place.record == place.record)
          && (place.field == nil || change.place.field == place.field)
      }
    }
    let (entries, hasMore) = try workspace.history(of: plan, wish)
    let telling = Telling(view, style: session.console.outputStyle)
    if isJSON {
      try session.write(["entries": .array(entries.map { json($0, telling) })])
      return .done
    }
    if entries.isEmpty {
      session.console.say(nil, "Nothing happened there.")
      return .done
    }
    let lines = invocation.flag("whole") ? Int.max : linesOfSitting
    try session.console.write(
      entries.map { text($0, atMost: lines, telling, session) }.joined())
    if hasMore {
      session.console.say(nil, "There is more.", next: more(wish.limit * 4, invocation))
    }
    return .done
  }

  private static func text(
    _ entry: HistoryEntry, atMost limit: Int, _ telling: Telling, _ session: Session
  ) -> String {
    let style = session.console.outputStyle
    let time = entry.isStored ? Moment.full(entry.time) : "only on this device"
    let name = Showing.name(of: entry.author, in: telling.view, withRole: true)
    var lines = entry.changes.prefix(limit).flatMap {
      Wrapping.lines(telling.line($0), width: style.width - 4)
    }
    let rest = entry.changes.count - min(limit, entry.changes.count)
    if rest > 0 { lines.append("and \(Counted.of(rest, "more change")) (all of them: --whole)") }
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

  /// The same, with more of it.
  private static func more(_ limit: Int, _ invocation: Invocation) -> String {
    var words = ["ehcp log"] + invocation.arguments
    for option in ["by", "since"] {
      if let value = invocation.value(option) { words.append("--\(option) \"\(value)\"") }
    }
    return Escaping.line((words + ["--limit \(limit)"]).joined(separator: " "))
  }

  private static func limit(_ invocation: Invocation) throws -> Int? {
    guard let text = invocation.value("limit") else { return nil }
    guard let limit = Int(text), limit > 0 else {
      throw UserError(
        "“\(Escaping.line(text))” is not a number of entries.", hint: "Write 1 or more.",
        exitCode: .usage)
    }
    return limit
  }
}
