import Client
import Plan
import Terminal

enum DraftCommand {
  static let declaration = Command<Session>(
    "draft", "Keep your work to yourself until you share it",
    discussion: """
      While a draft is on, “ehcp sync” fetches others' work and keeps yours on this device. Nobody \
      sees it, and nothing but this device holds it: share it before you lend the device away.
      """,
    examples: [
      Example("ehcp draft on F", "one section"),
      Example("ehcp draft share", "everything, with the next sync"),
    ],
    options: [Option("json", .flag, "as JSON")],
    subcommands: [
      Command(
        "on", "Begin a draft", examples: [Example("ehcp draft on", "the whole plan")],
        arguments: [section], action: on),
      Command(
        "share", "Send the draft's work with the next sync",
        examples: [Example("ehcp draft share F", "one section's")], arguments: [section],
        action: share),
      Command(
        "discard", "Take the draft's work out of the plan; its words go to your tray",
        examples: [Example("ehcp draft discard F", "asks before it does")], arguments: [section],
        options: [
          Option("confirm", .value("REF"), "the plan's reference, instead of being asked"),
          Option("dry-run", .flag, "only show what would go"),
        ], action: discard),
      Command(
        "status", "Show what is in the draft", examples: [Example("ehcp draft status", "")],
        options: [Option("json", .flag, "as JSON")], action: status),
    ],
    section: "Everyday", action: status)

  private static let section = Argument(
    "SECTION", "one section; the whole plan if left out", count: .optional)

  private static func opened(
    _ session: Session, _ invocation: Invocation
  ) throws -> (workspace: Workspace, plan: OpenPlan, part: PartID?) {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    guard let address = invocation.argument(0) else { return (workspace, plan, nil) }
    let place = try session.place(address, in: try workspace.view(plan))
    guard place.record == nil, place.field == nil, place.collection == nil else {
      throw UserError(
        "A draft is of a whole section.", hint: "Write: ehcp draft on \(place.part)",
        exitCode: .usage)
    }
    return (workspace, plan, place.part)
  }

  private static func on(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, part) = try opened(session, invocation)
    try workspace.beginDraft(of: plan, part: part)
    let count = try workspace.drafted(of: plan).values.reduce(0, +)
    session.console.say(
      .done,
      "What you write in \(part?.description ?? Escaping.line(plan.reference)) stays on this device"
        + " until you share it.", next: "ehcp draft share, when it is ready")
    if count > 0 {
      session.console.say(
        nil, "\(Counted.of(count, "change")) not yet sent \(count == 1 ? "is" : "are") part of it.")
    }
    return .done
  }

  private static func share(
    _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let (workspace, plan, part) = try opened(session, invocation)
    let shared = try workspace.shareDraft(of: plan, part: part)
    let count = shared.values.reduce(0, +)
    if count == 0 {
      session.console.say(nil, "There is nothing in the draft to share.")
    } else {
      session.console.say(
        .done, "\(Counted.of(count, "change")) will go with the next sync.", next: "ehcp sync")
    }
    if case .nowhere = try workspace.draftScope(of: plan) {
    } else {
      session.console.say(nil, "The draft goes on elsewhere.", next: "ehcp draft status")
    }
    return .done
  }

  private static func discard(
    _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let (workspace, plan, part) = try opened(session, invocation)
    let counts = try workspace.drafted(of: plan).filter { part == nil || $0.key == part }
    let count = counts.values.reduce(0, +)
    if count == 0 {
      try workspace.discardDraft(of: plan, part: part)
      session.console.say(nil, "There was nothing in the draft. It is off.")
      return .done
    }
    let what =
      "\(Counted.of(count, "change")) to \(Counted.list(counts.keys.sorted().map(\.description)))"
    if invocation.flag("dry-run") {
      session.console.say(
        nil, "Would take \(what) out of the plan, and keep the words in your tray.")
      return .done
    }
    if let confirmed = invocation.value("confirm") {
      guard confirmed == plan.reference else {
        throw TerminalError.notConfirmed(expected: plan.reference)
      }
    } else {
      try session.console.confirm(
        "\(what) will go out of the plan; the words are kept in your tray.",
        typing: plan.reference, for: "--confirm \(plan.reference)")
    }
    try workspace.discardDraft(of: plan, part: part)
    session.console.say(
      .done, "\(what) taken out. The words are in your tray.", next: "ehcp tray")
    return .done
  }

  private static func status(
    _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let scope = try workspace.draftScope(of: plan)
    let counts = try workspace.drafted(of: plan)
    if invocation.flag("json") {
      try session.write(json(scope, counts, plan))
      return .done
    }
    let count = counts.values.reduce(0, +)
    switch scope {
    case .nowhere:
      session.console.say(nil, "No draft is on: what you write goes with the next sync.")
    case .wholePlan:
      session.console.say(
        nil, "What you write in \(Escaping.line(plan.reference)) stays on this device.")
    case .parts(let parts):
      let names = Counted.list(parts.map(\.description))
      session.console.say(nil, "What you write in \(names) stays on this device.")
    }
    var table = Table()
    for (part, count) in counts.sorted(by: { $0.key < $1.key }) {
      table.add([part.description, Counted.of(count, "change")])
    }
    try session.write(table)
    if count > 0 {
      session.console.say(nil, "Only this device has them.", next: "ehcp draft share")
    }
    return .done
  }

  private static func json(
    _ scope: Workspace.DraftScope, _ counts: [PartID: Int], _ plan: OpenPlan
  ) -> JSONValue {
    let parts: [PartID] =
      switch scope {
      case .nowhere: []
      case .wholePlan: plan.parts
      case .parts(let parts): parts
      }
    return [
      "on": .bool(!parts.isEmpty), "whole_plan": .bool(scope == .wholePlan),
      "parts": .array(parts.map { .string($0.description) }),
      "changes": .object(
        counts.sorted { $0.key < $1.key }.map {
          .init($0.key.description, .integer(Int64($0.value)))
        }),
    ]
  }
}
