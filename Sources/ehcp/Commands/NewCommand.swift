import Client
import Plan
import Terminal

enum NewCommand {
  static let declaration = Command<Session>(
    "new", "Begin a plan",
    discussion: "You become its co-ordinator; invite the others with “ehcp invite”.",
    examples: [
      Example("ehcp new MK-0412", "co-written: professionals write their own sections"),
      Example("ehcp new PRACTICE-1 --example", "a made-up child's whole plan, to try things on"),
      Example("ehcp new MK-0412 --preset authority-drafted", "you write; the others comment"),
    ],
    arguments: [Argument("REF", "the plan's reference, as people will call it")],
    options: [
      Option("preset", .value("NAME"), "the way of working together, fixed for the plan"),
      Option("example", .flag, "fill it with a made-up child's plan, for practice"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let reference = invocation.argument(0) ?? ""
    try Label.checkReference(reference)
    if let preset = invocation.value("preset") {
      let known = try session.packs().templates.flatMap(\.presets).map(\.id)
      guard known.contains(preset) else {
        throw UserError(
          "There is no preset “\(Escaping.line(preset))”.",
          hint: "Give one of: \(known.joined(separator: ", ")).", exitCode: .usage)
      }
    }
    let workspace = try session.workspace()
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    let created = try await remote.createPlan(
      reference: reference, preset: invocation.value("preset"))
    try workspace.save(try await remote.plan(created.id))
    let plan = try workspace.plan(created.reference)
    try workspace.setCurrent(plan)
    _ = try await workspace.sync(plan, with: remote)
    if invocation.flag("example") {
      guard let example = try session.packs().example(of: plan.template) else {
        throw UserError(
          "\(Escaping.line(reference)) is begun, but its rule pack has no example to fill it with.",
          hint: "Run ehcp show to see it.")
      }
      try workspace.fill(plan, with: example)
      _ = try await workspace.sync(plan, with: remote)
    }
    session.console.say(
      .done, "\(Escaping.line(created.reference)) is begun, and open here.",
      next: "ehcp edit details")
    return .done
  }
}
