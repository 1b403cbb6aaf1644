import Client
import Plan
import Terminal

enum PlansCommand {
  static let declaration = Command<Session>(
    "plans", "List your plans",
    examples: [Example("ehcp plans", "asks the server; offline, lists what is on this device")],
    options: [Option("json", .flag, "as JSON")], section: "Everyday", action: run)

  private struct Row {
    var reference: String
    var role: String
    var phase: String
    var isHere: Bool
    var isCurrent: Bool
  }

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let here = try workspace.plans()
    var rows: [Row]
    var isOffline = false
    var mayBegin = false
    do {
      let remote = try workspace.remote(authorityFile: session.authorityFile)
      let plans = try await remote.plans()
      if plans.isEmpty { mayBegin = try await remote.mayBeginPlans() }
      rows = plans.map { plan in
        let known = here.first { $0.identifier == plan.id }
        return Row(
          reference: plan.reference, role: plan.role, phase: plan.phase, isHere: known != nil,
          isCurrent: known?.isCurrent ?? false)
      }
    } catch {
      guard error.lineFault != nil else { throw error }
      isOffline = true
      rows = here.map {
        Row(
          reference: $0.reference, role: $0.role.description, phase: $0.phase, isHere: true,
          isCurrent: $0.isCurrent)
      }
    }
    rows.sort { $0.reference < $1.reference }
    try write(rows, mayBegin: mayBegin, session, invocation)
    if isOffline {
      session.console.say(.warning, "The server cannot be reached: these are the plans kept here.")
      return .unreachable
    }
    return .done
  }

  private static func write(
    _ rows: [Row], mayBegin: Bool, _ session: Session, _ invocation: Invocation
  ) throws {
    if invocation.flag("json") {
      try session.write([
        "plans": .array(
          rows.map {
            [
              "reference": .string($0.reference), "role": .string($0.role),
              "phase": .string($0.phase), "on_this_device": .bool($0.isHere),
              "current": .bool($0.isCurrent),
            ]
          })
      ])
      return
    }
    if rows.isEmpty, mayBegin {
      session.console.say(nil, "You take part in no plan yet.", next: "ehcp new REF, to begin one")
      return
    }
    if rows.isEmpty {
      session.console.say(nil, "You take part in no plan yet. Its co-ordinator invites you.")
      return
    }
    let roles = try session.packs().templates().flatMap(\.roles)
    var table = Table(["", "plan", "your role", "phase", ""])
    for row in rows {
      table.add([
        row.isCurrent ? "*" : "", Escaping.line(row.reference),
        roles.first { $0.id.description == row.role }?.title ?? Escaping.line(row.role),
        Wording.phase(row.phase), row.isHere ? "on this device" : "",
      ])
    }
    try session.write(table)
    if !rows.contains(where: \.isCurrent), let first = rows.first {
      session.console.say(nil, "None is open.", next: "ehcp open \(Escaping.line(first.reference))")
    }
  }
}
