import Client
import Plan
import Terminal

enum OpenCommand {
  static let declaration = Command<Session>(
    "open", "Choose the plan to work on, and fetch it",
    examples: [Example("ehcp open MK-0412", "the plan is then meant wherever none is named")],
    arguments: [Argument("REF", "the plan's reference")], section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let reference = invocation.argument(0) ?? ""
    let workspace = try session.workspace()
    do {
      let remote = try workspace.remote(authorityFile: session.authorityFile)
      let wanted = reference.lowercased()
      guard
        let found = try await remote.plans().first(where: { $0.reference.lowercased() == wanted })
      else { throw ClientError.unknownPlan(reference) }
      try await workspace.ensurePack(of: found, from: remote)
      try workspace.save(try await remote.plan(found.id))
      var plan = try workspace.plan(reference)
      try workspace.setCurrent(plan)
      try await Saying.fetching(session) { told in
        try await workspace.sync(plan, with: remote, told: told)
      }
      plan = try workspace.plan(reference)
      try await greet(plan, in: workspace, session)
      return .done
    } catch let error as ClientError where error.lineFault != nil {
      // Offline, a plan that is here can be worked on all the same.
      guard let plan = try? workspace.plan(reference) else { throw error }
      try workspace.setCurrent(plan)
      try await greet(plan, in: workspace, session)
      session.console.say(
        .warning, "The server cannot be reached. You can work on; changes are kept on this device.")
      return .unreachable
    }
  }

  /// Says what the person may do in the plan she has opened.
  static func greet(_ plan: OpenPlan, in workspace: Workspace, _ session: Session) async throws {
    let view = try workspace.view(plan)
    let child = Showing.initials(of: view)
    var sentences = [
      "\(Escaping.line(plan.reference))\(child.isEmpty ? "" : " (\(child))"), "
        + "\(Wording.phase(plan.policy.phase.rawValue)).",
      "You take part as \(plan.template.role(plan.member.role)?.title ?? "guest").",
    ]
    for right in [Right.edit, .decide, .suggest, .comment] {
      let names = plan.parts.filter { plan.right(in: $0) == right }
      if !names.isEmpty {
        sentences.append(
          "You may \(Wording.verb(right)) \(Counted.list(names.map(\.description))).")
      }
    }
    if !plan.withheld.isEmpty {
      let names = Counted.list(plan.withheld.map(\.description))
      sentences.append("Not shared with you: \(names).")
    }
    session.console.say(
      .done, sentences.joined(separator: " "), next: "ehcp show")
  }
}
