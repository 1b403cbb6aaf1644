import Client
import Plan
import Terminal

/// The plan's official acts, as this device knows them.
enum ActsCommand {
  static let declaration = Command<Session>(
    "acts", "List the plan's official acts",
    discussion:
      "Drafts served, plans issued, reports signed: each an entry of the server's audit log.",
    examples: [
      Example("ehcp acts", "asks nobody: works offline"),
      Example("ehcp show F --version served", "a section as it was served"),
    ],
    options: [Option("json", .flag, "as JSON")], section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    if invocation.flag("json") {
      try session.write(["acts": .array(plan.acts.map(\.json))])
      return .done
    }
    guard !plan.acts.isEmpty else {
      session.console.say(nil, "Nothing official has been done with this plan yet.")
      return .done
    }
    var table = Table(["date", "", "by", "fingerprint", "entry"])
    for act in plan.acts {
      table.add([
        act.date.description, OfficialWording.title(act), Escaping.line(act.name),
        act.fingerprint?.short ?? "", "\(act.entry)",
      ])
    }
    try session.write(table)
    for act in plan.acts {
      let rules = act.overridden.map { Escaping.line($0) }
      guard act.reason != nil || !rules.isEmpty else { continue }
      let despite = rules.isEmpty ? "" : " despite \(Counted.list(rules))"
      let words = act.reason.map { ": \(Escaping.line($0))" } ?? ""
      session.console.say(nil, "  \(act.entry)\(despite)\(words)")
    }
    return .done
  }
}
