import CRDT
import Client
import Plan
import Terminal

enum SuggestionsCommand {
  static let declaration = Command<Session>(
    "suggestions", "See what was suggested, and decide",
    examples: [
      Example("ehcp suggestions", "those still open"),
      Example("ehcp suggestions accept F.S3", "makes its changes, all of them"),
      Example("ehcp suggestions reject F.S3 -m \"The report says 20 minutes.\"", ""),
      Example("ehcp suggestions withdraw F.S3", "one of your own"),
    ],
    options: listOptions, subcommands: [list, show, accept, reject, withdraw, reopen],
    section: "Review", action: { try await write($0, $1) })

  private static let listOptions = [
    Option("open", .flag, "only open ones, as if nothing were said"),
    Option("mine", .flag, "only your own, decided ones too"),
    Option("all", .flag, "decided ones too"), Option("json", .flag, "as JSON"),
  ]

  private static let suggestion = Argument(
    "SUGGESTION", "as in F.S3, or S3 where only one section has it")

  private static let list = Command<Session>(
    "list", "List the suggestions",
    examples: [
      Example("ehcp suggestions list F", "the open ones of a section"),
      Example("ehcp suggestions list --mine", "yours, and what became of them"),
    ],
    arguments: [Argument("SECTION", "one section only", count: .optional)], options: listOptions,
    action: { try await write($0, $1) })

  private static let show = Command<Session>(
    "show", "Show a suggestion",
    examples: [Example("ehcp suggestions show F.S3", "")], arguments: [suggestion],
    options: [Option("json", .flag, "as JSON")],
    action: { session, invocation in
      let (_, _, view, found) = try await found(session, invocation)
      let showing = SuggestionShowing(view: view, style: session.console.outputStyle)
      if invocation.flag("json") {
        try session.write(showing.json(found.item, of: found.part))
      } else {
        try session.console.write(showing.text(found.item, of: found.part))
      }
      return .done
    })

  private static let accept = Command<Session>(
    "accept", "Make a suggestion's changes, all of them",
    discussion: """
      The words stay the suggester's; that you accepted them is kept beside. Where words have changed \
      since, nothing happens unless you say --anyway: then what still stands of them is replaced.
      """,
    examples: [
      Example("ehcp suggestions accept F.S3", ""),
      Example("ehcp suggestions accept F.S3 --anyway", "although the words have changed since"),
      Example("ehcp suggestions accept F.S3 --dry-run", "only says what would happen"),
    ],
    arguments: [suggestion],
    options: [
      Option("anyway", .flag, "although words have changed since"),
      Option("dry-run", .flag, "only say what would happen"),
    ], action: { try await accept($0, $1) })

  private static let reject = Command<Session>(
    "reject", "Leave a suggestion's changes out, and say why",
    examples: [Example("ehcp suggestions reject F.S3 -m \"The report says 20 minutes.\"", "")],
    arguments: [suggestion],
    options: [Option("message", short: "m", .value("TEXT"), "why; the suggester sees it")],
    action: { session, invocation in
      let reason = try reason(session, invocation)
      return try await decide(.rejected, reason: reason, session, invocation)
    })

  private static let withdraw = Command<Session>(
    "withdraw", "Take a suggestion of yours back",
    examples: [Example("ehcp suggestions withdraw F.S3", "")], arguments: [suggestion],
    action: { try await decide(.withdrawn, $0, $1) })

  private static let reopen = Command<Session>(
    "reopen", "Open a decided suggestion again",
    discussion: "The words of an accepted one are taken out again, and those it replaced put back.",
    examples: [Example("ehcp suggestions reopen F.S3", "undoes an acceptance")],
    arguments: [suggestion], action: { try await decide(.open, $0, $1) })

  // MARK: Listing

  private static func write(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, known) = try session.opened(invocation)
    let section = try invocation.argument(0).map { try session.place($0, in: known).part }
    var view = known
    for id in view.parts.map(\.id) where section == nil || section == id {
      try workspace.find(.grounds, in: id, of: plan, for: &view)
    }
    let account = invocation.flag("mine") ? try workspace.person()?.account : nil
    let all =
      (invocation.flag("all") || account != nil) && !invocation.flag("open")
    let shown = named(in: view).filter { named in
      (section == nil || named.part == section)
        && (all || named.item.state == .open || named.item.state == .contested)
        && (account == nil || view.authors[named.item.author]?.account == account)
    }
    let showing = SuggestionShowing(view: view, style: session.console.outputStyle)
    if invocation.flag("json") {
      try session.write([
        "suggestions": .array(shown.map { showing.json($0.item, of: $0.part) })
      ])
    } else if shown.isEmpty {
      session.console.say(nil, all ? "No suggestion." : "No open suggestion.")
    } else {
      try session.console.write(shown.map { showing.text($0.item, of: $0.part) }.joined())
    }
    return .done
  }

  private static func named(in view: PlanView) -> [Named<SuggestionView>] {
    view.parts.flatMap { part in
      part.suggestions.map {
        Named(part: part.id, label: $0.label, number: $0.number, item: $0)
      }
    }
  }

  /// The suggestion meant, with what became of its ground: looked up in its section alone.
  private static func found(
    _ session: Session, _ invocation: Invocation
  ) async throws -> (Workspace, OpenPlan, PlanView, Named<SuggestionView>) {
    let (workspace, plan, known) = try session.opened(invocation)
    var view = known
    var found = try find(invocation.argument(0) ?? "", in: view)
    try workspace.find(.grounds, in: found.part, of: plan, for: &view)
    let views = view.part(found.part)?.suggestions ?? []
    found.item = views.first { $0.id == found.item.id } ?? found.item
    return (workspace, plan, view, found)
  }

  private static func find(_ word: String, in view: PlanView) throws -> Named<SuggestionView> {
    try Named.find(
      word, among: named(in: view), prefix: "S", noun: "suggestion",
      list: "ehcp suggestions list --all")
  }

  // MARK: Deciding

  private static func accept(_ session: Session, _ invocation: Invocation) async throws -> ExitCode
  {
    let (workspace, plan, view, found) = try await found(session, invocation)
    let showing = SuggestionShowing(view: view, style: session.console.outputStyle)
    try checkMayDecide(plan, found.part)
    if found.item.state == .open, !found.item.stands, !invocation.flag("anyway") {
      try session.console.write(showing.text(found.item, of: found.part))
      session.console.say(
        .warning, "What it would change has changed since. Nothing was accepted.",
        next: found.item.isImpossible
          ? "ehcp suggestions reject \(found.name) -m \"…\""
          : "ehcp suggestions accept \(found.name) --anyway")
      return .needsReview
    }
    if invocation.flag("dry-run") {
      try session.console.write(showing.text(found.item, of: found.part))
      session.console.say(
        nil, "Would make all of that. Nothing was changed.",
        next: "ehcp suggestions accept \(found.name)")
      return .done
    }
    try workspace.edit(found.part, of: plan) { (part: inout PartDocument) throws(ContentError) in
      try part.decide(found.item.id, .accepted)
    }
    let name = Showing.name(of: found.item.author, in: view)
    session.console.say(
      .done,
      "\(found.name) accepted in your name; the words stay those of \(name) (on this device, not yet"
        + " on the server). To take it back: ehcp suggestions reopen \(found.name).",
      next: "ehcp sync")
    return .done
  }

  private static func decide(
    _ kind: SuggestionDecision.Kind, reason: String = "", _ session: Session,
    _ invocation: Invocation
  ) async throws -> ExitCode {
    let (workspace, plan, view, found) = try await found(session, invocation)
    // Of one's own, nobody needs more than to be heard.
    let mine = try workspace.person()?.account
    if view.authors[found.item.author]?.account != mine || kind == .rejected {
      try checkMayDecide(plan, found.part)
    }
    try workspace.edit(found.part, of: plan) { (part: inout PartDocument) throws(ContentError) in
      try part.decide(found.item.id, kind, reason: reason)
    }
    let words = kind == .open ? "open again" : kind.rawValue
    Saying.saved(" (\(found.name) \(words))", session)
    return .done
  }

  private static func checkMayDecide(_ plan: OpenPlan, _ part: PartID) throws {
    guard plan.refusal(of: .decide, in: part) != nil else { return }
    throw UserError(
      "You may not decide on suggestions in \(part).", hint: "See who may: ehcp people",
      exitCode: .notPermitted)
  }

  private static func reason(_ session: Session, _ invocation: Invocation) throws -> String {
    let given = try invocation.value("message") ?? session.console.ask("Why?", for: "why (-m TEXT)")
    let words = given.split { $0.isWhitespace }
    guard !words.isEmpty else {
      throw UserError(
        "Whoever suggested it is told why.", hint: "Give a reason: -m TEXT.", exitCode: .usage)
    }
    return given
  }
}
