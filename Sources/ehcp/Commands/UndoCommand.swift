import Client
import Plan
import Terminal

enum UndoCommand {
  static let undo = Command<Session>(
    "undo", "Take back what you did last",
    discussion: """
      Your own work on this device, command by command, also after a sync and after others have gone \
      on: their work is never taken back. Words that come back keep their comments and their writer.
      """,
    examples: [
      Example("ehcp undo", "the last thing you did"), Example("ehcp undo 3", "the last three"),
    ],
    arguments: [Argument("N", "how many; 1 unless given", count: .optional)],
    options: [Option("json", .flag, "as JSON")], section: "Everyday"
  ) { session, invocation in
    try await run(session, invocation, verb: "Undone", none: "There is nothing of yours to undo.") {
      (workspace, plan) in try workspace.undo(plan)
    }
  }

  static let redo = Command<Session>(
    "redo", "Do again what you undid",
    discussion: "As long as you have done nothing else since.",
    examples: [Example("ehcp redo", "the last thing you undid")],
    arguments: [Argument("N", "how many; 1 unless given", count: .optional)],
    options: [Option("json", .flag, "as JSON")], section: "Everyday"
  ) { session, invocation in
    try await run(session, invocation, verb: "Done again", none: "There is nothing to do again.") {
      (workspace, plan) in try workspace.redo(plan)
    }
  }

  private static func run(
    _ session: Session, _ invocation: Invocation, verb: String, none: String,
    _ step: (Workspace, OpenPlan) throws -> UndoneStroke?
  ) async throws -> ExitCode {
    let count = try count(invocation)
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    var done: [UndoneStroke] = []
    while done.count < count, let stroke = try step(workspace, plan) { done.append(stroke) }
    let view = try workspace.view(plan)
    let telling = Telling(view, style: session.console.outputStyle)
    let left = try workspace.undoCounts(of: plan)
    if invocation.flag("json") {
      try session.write([
        "taken": .array(done.map { json($0, telling) }), "undo_left": .integer(Int64(left.undo)),
        "redo_left": .integer(Int64(left.redo)),
      ])
      return .done
    }
    if done.isEmpty {
      session.console.say(nil, none)
      return .done
    }
    for stroke in done {
      let told = stroke.changes.map { telling.line($0) }
      let what = told.isEmpty ? "your last change" : told.joined(separator: "; ")
      if stroke.hasChanged {
        session.console.say(.done, "\(verb): \(what).")
      } else {
        session.console.say(.warning, "Nothing of it was left to change: \(what).")
      }
      for obstacle in stroke.obstacles { session.console.say(.warning, telling.line(obstacle)) }
    }
    if done.contains(where: \.hasChanged) {
      session.console.say(
        nil, "Saved on this device. Not yet on the server.",
        next: left.redo > 0 && verb == "Undone" ? "ehcp sync (or ehcp redo)" : "ehcp sync")
    }
    return .done
  }

  private static func json(_ stroke: UndoneStroke, _ telling: Telling) -> JSONValue {
    [
      "changed": .bool(stroke.hasChanged), "what": .array(stroke.changes.map { telling.json($0) }),
      "left": .array(stroke.obstacles.map { .string(telling.line($0)) }),
    ]
  }

  private static func count(_ invocation: Invocation) throws -> Int {
    guard let text = invocation.argument(0) else { return 1 }
    guard let count = Int(text), (1...1_000).contains(count) else {
      throw UserError(
        "“\(Escaping.line(text))” is not how many to take.", hint: "Write a number from 1 to 1000.",
        exitCode: .usage)
    }
    return count
  }
}
