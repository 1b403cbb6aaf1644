import CRDT
import Client
import Plan
import Terminal

enum SuggestCommand {
  static let declaration = Command<Session>(
    "suggest", "Propose a change for others to accept or reject",
    discussion: """
      You write as you would with “edit”; what you change is not made but proposed, all of it as one \
      suggestion. Whoever may decide accepts it whole or not at all. The words stay yours: both names \
      are kept.
      """,
    examples: [
      Example("ehcp suggest F.2.frequency", "one field in your editor"),
      Example("ehcp suggest F", "the whole section as a form"),
      Example(
        "ehcp suggest F --quote \"regular support\" --with \"25 minutes each school day\"",
        "other words"),
      Example("ehcp suggest F.2 --remove -m \"Said twice.\"", "that a record should go"),
    ],
    arguments: [Argument("ADDRESS", "a section, a record or a field")],
    options: [
      Option("quote", .value("OLD"), "the words there to be replaced"),
      Option("with", .value("NEW"), "what to put in their place; “” takes them out"),
      Option("from", .value("FILE"), "take the new text or form from a file; - is standard input"),
      Option("remove", .flag, "suggest that the record be removed"),
      Option("message", short: "m", .value("TEXT"), "why, for whoever decides"),
      Option("dry-run", .flag, "show what would be suggested, and save nothing"),
      Option("json", .flag, "what was suggested as JSON"),
    ],
    section: "Review", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let ways = ["quote", "from", "remove"].filter { invocation.flag($0) }
    guard ways.count < 2, invocation.flag("quote") == invocation.flag("with") else {
      throw UserError(
        "What is to change?", hint: "Give --quote OLD --with NEW, or --from FILE, or --remove.",
        exitCode: .usage)
    }
    let (task, plan, view) = try await prepare(session, invocation)
    let place = task.place
    if ways == ["quote"] || ways == ["remove"] {
      let workspace = try session.workspace()
      let part = try workspace.part(place.part, of: plan)
      let changes =
        ways == ["remove"]
        ? try removal(of: place, in: part, invocation)
        : try part.replacement(
          of: invocation.value("quote") ?? "", by: invocation.value("with") ?? "", at: place)
      return try store(changes, place.part, plan, view, workspace, session, invocation)
    }
    guard let text = try EditCommand.words(for: task, session, invocation) else {
      session.console.say(nil, "Nothing differs, so nothing was suggested.")
      return .done
    }
    let isFromFile = invocation.flag("from")
    do {
      let workspace = try session.workspace()
      let changes = try await task.changes(text, isFromFile: isFromFile, in: workspace)
      return try store(changes, place.part, plan, view, workspace, session, invocation)
    } catch {
      throw isFromFile ? error : try EditCommand.keeping(text, task, after: error, session)
    }
  }

  private static func prepare(
    _ session: Session, _ invocation: Invocation
  ) async throws -> (EditTask, OpenPlan, PlanView) {
    let (workspace, plan, view) = try session.opened(invocation)
    let place = try session.place(invocation.argument(0) ?? "", in: view)
    if let reason = plan.refusal(of: .suggest, in: place.part) {
      throw ClientError.refused(reason, part: place.part)
    }
    let task = try await EditTask(
      place: place, plan: plan, view: view, workspace: workspace, command: "suggest")
    return (task, plan, view)
  }

  // MARK: What to change

  private static func removal(
    of place: Place, in part: PartDocument, _ invocation: Invocation
  ) throws -> [SuggestedChange] {
    guard let record = place.record, place.field == nil else {
      throw Saying.notARecord(invocation.argument(0) ?? "")
    }
    return try part.changes { (part: inout PartDocument) throws(ContentError) in
      try part.deleteRecord(record)
    }
  }

  // MARK: Storing

  private static func store(
    _ changes: [SuggestedChange], _ id: PartID, _ plan: OpenPlan, _ view: PlanView,
    _ workspace: Workspace, _ session: Session, _ invocation: Invocation
  ) throws -> ExitCode {
    let message = invocation.value("message") ?? ""
    if invocation.flag("dry-run") {
      var copy = try workspace.part(id, of: plan)
      copy.document.begin(as: AgentID(high: .max, low: .max))
      let suggestion = try copy.suggest(changes, message: message)
      try show(suggestion, of: copy, view, session, invocation)
      session.console.say(nil, "Nothing was saved.")
      return .done
    }
    let suggestion = try workspace.edit(id, of: plan) {
      (part: inout PartDocument) throws(ContentError) in
      try part.suggest(changes, message: message)
    }
    let part = try workspace.part(id, of: plan)
    try show(suggestion, of: part, view, session, invocation)
    session.console.say(
      .done,
      "\(id).\(part.label(ofSuggestion: suggestion)) saved on this device. Not yet on the server.",
      next: "ehcp sync")
    return .done
  }

  private static func show(
    _ id: EventID, of part: PartDocument, _ view: PlanView, _ session: Session,
    _ invocation: Invocation
  ) throws {
    guard let suggestion = part.view(ofSuggestion: id) else { return }
    let showing = SuggestionShowing(view: view, style: session.console.outputStyle)
    if invocation.flag("json") {
      try session.write(showing.json(suggestion, of: part.id))
    } else {
      try session.console.write(showing.changes(of: suggestion))
    }
  }
}
