import Client
import Plan
import Terminal

enum TrayCommand {
  static let declaration = Command<Session>(
    "tray", "Show work the server would not take, and decide what becomes of it",
    discussion: """
      Its words are kept here until you have dealt with them. Nothing in it reaches the plan unless you \
      suggest it or it is taken after all.
      """,
    examples: [
      Example("ehcp tray", "each with the reason, and its words"),
      Example("ehcp tray suggest 3", "offers it to those who may change the plan"),
      Example("ehcp tray retry 3", "once you are allowed to again"),
      Example("ehcp tray save 3 -o words.txt", "its words in a file"),
      Example("ehcp tray drop 3", "once you have dealt with it"),
    ],
    options: [json], subcommands: [list, show, suggest, retry, save, drop],
    section: "Review", action: { try await write($0, $1) })

  private static let json = Option("json", .flag, "as JSON")
  private static let number = Argument("NUMBER", "the entry's number")

  private static let list = Command<Session>(
    "list", "List what is in the tray", examples: [Example("ehcp tray list --json", "")],
    options: [json], action: { try await write($0, $1) })

  private static let show = Command<Session>(
    "show", "Show one entry", examples: [Example("ehcp tray show 3", "")], arguments: [number],
    options: [json],
    action: { session, invocation in
      let (_, _, item) = try opened(session, invocation)
      if invocation.flag("json") {
        try session.write(json(item))
      } else {
        try session.console.write(text(item, session))
      }
      return .done
    })

  private static let suggest = Command<Session>(
    "suggest", "Suggest an entry's changes to those who may make them",
    examples: [Example("ehcp tray suggest 3 -m \"Written before my role changed.\"", "")],
    arguments: [number],
    options: [Option("message", short: "m", .value("TEXT"), "why, for whoever decides")],
    action: { session, invocation in
      let (workspace, plan, item) = try opened(session, invocation)
      if item.isComment {
        throw UserError(
          "Entry \(item.id) is a comment: there is nothing in it to suggest.",
          hint: "Say it where its words stand now: ehcp comment add \(item.part) -m TEXT",
          exitCode: .usage)
      }
      let made = try workspace.suggest(
        trayEntry: item.id, of: plan, message: invocation.value("message") ?? "")
      let others =
        made.others > 0 ? ", with \(Counted.of(made.others, "other change")) made with it" : ""
      session.console.say(
        .done,
        "Suggested as \(item.part).\(made.label)\(others), and taken out of the tray."
          + " Saved on this device, not yet on the server.", next: "ehcp sync")
      return .done
    })

  private static let retry = Command<Session>(
    "retry", "Make an entry's changes again, as new work",
    examples: [Example("ehcp tray retry 3", "checks first whether it is allowed now")],
    arguments: [number],
    action: { session, invocation in
      let (workspace, plan, item) = try opened(session, invocation)
      let count: Int
      do { count = try workspace.retry(trayEntry: item.id, of: plan) } catch {
        var failure = UserError(explaining: error)
        if failure.exitCode == .notPermitted { failure.hint = way(out: item, of: plan) }
        throw failure
      }
      Saying.saved(
        " (\(Counted.of(count, "change")) to \(item.part) made again, and out of the tray)", session
      )
      let left = try workspace.tray(of: plan).count { $0.part == item.part }
      if left > 0 {
        session.console.say(
          nil, "\(Counted.of(left, "change")) to \(item.part) still in the tray.",
          next: "ehcp tray")
      }
      return .done
    })

  private static let save = Command<Session>(
    "save", "Write an entry's words to a file",
    examples: [Example("ehcp tray save 3 -o words.txt", "the entry stays in the tray")],
    arguments: [number],
    options: [Option("output", short: "o", .value("FILE"), "the file; - is standard output")],
    action: { session, invocation in
      let (_, _, item) = try opened(session, invocation)
      let text = item.passages.map { passage in
        (heading(of: passage, item).map { "\($0):\n" } ?? "") + passage.words + "\n"
      }.joined(separator: "\n")
      guard let path = invocation.value("output"), path != "-" else {
        try session.console.write(text)
        return .done
      }
      try TextFile.write(Array(text.utf8), to: path)
      session.console.say(
        .done, "Wrote “\(Escaping.line(path))”. The entry is still in the tray.",
        next: "ehcp tray drop \(item.id)")
      return .done
    })

  private static let drop = Command<Session>(
    "drop", "Remove an entry for ever",
    examples: [Example("ehcp tray drop 3", "asks before it does")], arguments: [number],
    options: [Option("confirm", .value("NUMBER"), "the number again, instead of being asked")],
    action: { session, invocation in
      let (workspace, plan, item) = try opened(session, invocation)
      let wanted = String(item.id)
      if let later = try workspace.trayEntries(buildingOn: item.id, of: plan).last {
        throw UserError(
          "Later changes in your tray build on entry \(item.id), and nothing could be made of them without it.",
          hint: "Begin with the last of them: ehcp tray drop \(later)", exitCode: .usage)
      }
      if let confirmed = invocation.value("confirm") {
        guard confirmed == wanted else { throw TerminalError.notConfirmed(expected: wanted) }
      } else {
        try session.console.confirm(
          "These words will be gone for ever.", typing: wanted, for: "--confirm \(wanted)")
      }
      try workspace.removeFromTray(item.id)
      session.console.say(.done, "Removed.")
      return .done
    })

  // MARK: -

  /// What can be done with an entry that is not taken.
  private static func way(out item: TrayItem, of plan: OpenPlan) -> String {
    plan.refusal(of: .suggest, in: item.part) == nil
      ? "Suggest it to those who may: ehcp tray suggest \(item.id)"
      : "Its words can be kept elsewhere: ehcp tray save \(item.id) -o FILE"
  }

  private static func opened(
    _ session: Session, _ invocation: Invocation
  ) throws -> (Workspace, OpenPlan, TrayItem) {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let wanted = invocation.argument(0) ?? ""
    guard let item = try workspace.tray(of: plan).first(where: { String($0.id) == wanted })
    else {
      throw UserError(
        "The tray has no entry “\(Escaping.line(wanted))”.", hint: "See: ehcp tray",
        exitCode: .usage)
    }
    return (workspace, plan, item)
  }

  private static func write(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let tray = try workspace.tray(of: plan)
    if invocation.flag("json") {
      try session.write(["tray": .array(tray.map(json))])
      return .done
    }
    guard let first = tray.first else {
      session.console.say(nil, "Your tray is empty.")
      return .done
    }
    try session.console.write(tray.map { text($0, session) }.joined())
    if let change = tray.first(where: { !$0.isComment }),
      plan.refusal(of: .suggest, in: change.part) == nil
    {
      let isOnly = tray.count { $0.part == change.part && !$0.isComment } == 1
      let others = isOnly ? "" : ", with what you changed after it there,"
      session.console.say(
        nil, "You can suggest it\(others) to those who may change \(change.part).",
        next: "ehcp tray suggest \(change.id)")
    } else {
      session.console.say(
        nil, "You can keep its words elsewhere.", next: "ehcp tray save \(first.id) -o FILE")
    }
    return .done
  }

  private static func text(_ item: TrayItem, _ session: Session) -> String {
    let style = session.console.outputStyle
    var text =
      style.bold("\(item.id)  \(item.part)") + "  \(Moment.short(item.refused))  "
      + Wording.refusal(item.reason) + "\n"
    for passage in item.passages {
      if let heading = heading(of: passage, item) {
        text += "    \(style.dim("\(item.isComment ? "" : "for ")\(heading):"))\n"
      }
      text += Wrapping.lines(Escaping.lines(passage.words), width: style.width - 6)
        .map { "      \($0)\n" }.joined()
    }
    if item.passages.isEmpty {
      text += "    (no words: something moved, deleted or linked)\n"
    }
    return text
  }

  /// Where an entry's words belong.
  private static func heading(of passage: TrayItem.Passage, _ item: TrayItem) -> String? {
    guard let address = passage.address, item.isComment else { return passage.address }
    let about = passage.quote.map { "“\(Escaping.line($0))” in " } ?? ""
    return "a comment on \(about)\(address)"
  }

  private static func json(_ item: TrayItem) -> JSONValue {
    [
      "number": .integer(item.id), "part": .string(item.part.description),
      "reason": .string(item.reason), "comment": .bool(item.isComment),
      "words": .array(item.passages.map { .string($0.words) }),
      "places": .array(
        item.passages.map { $0.address.map { JSONValue.string($0) } ?? .null }),
    ]
  }
}
