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
      Example(
        "ehcp new IDP-7 --pack wales", "under another law: wales, scotland, northern-ireland"),
    ],
    arguments: [Argument("REF", "the plan's reference, as people will call it")],
    options: [
      Option("preset", .value("NAME"), "the way of working together, fixed for the plan"),
      Option("pack", .value("NAME"), "the rule pack: the law the plan is made under"),
      Option("example", .flag, "fill it with a made-up child's plan, for practice"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let reference = invocation.argument(0) ?? ""
    try Label.checkReference(reference)
    let template = try template(invocation, session)
    if let preset = invocation.value("preset") {
      try check(preset, in: template, of: session.packs().templates())
    }
    let workspace = try session.workspace()
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    let created = try await remote.createPlan(
      reference: reference, preset: invocation.value("preset"),
      pack: template?.pack ?? invocation.value("pack"))
    try await workspace.ensurePack(of: created, from: remote)
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
      next: "ehcp edit \(plan.template.parts.first?.id.description ?? "")")
    if !plan.template.unverified.isEmpty {
      session.console.say(
        .warning,
        "Not verified in this rule pack: "
          + "\(plan.template.unverified.map(Escaping.line).joined(separator: "; ")).")
    }
    return .done
  }

  /// - Parameter template: nil where the server chooses: as far as it can be known here, as it would.
  private static func check(
    _ preset: String, in template: PlanTemplate?, of known: [PlanTemplate]
  ) throws {
    if template == nil, known.contains(where: { $0.preset(preset) != nil }) { return }
    let usual = known.filter { $0.pack == known.first?.pack }.max { $0.version < $1.version }
    guard let chosen = template ?? usual, chosen.preset(preset) == nil else { return }
    let ways = chosen.presets.flatMap {
      Wrapping.lines(Escaping.line("\($0.id): \($0.guidance)"), width: 74)
        .enumerated().map { "\n" + ($0 == 0 ? "    " : "      ") + $1 }
    }
    throw UserError(
      "The rule pack “\(Escaping.line(chosen.pack))” has no way of working called "
        + "“\(Escaping.line(preset))”.",
      hint: "Give one of these." + ways.joined(),
      exitCode: .usage)
  }

  /// The pack that `--pack` names: by its own name, as in `wales-idp`, or the beginning of it. Nil
  /// where none is named, or none known here: then the server decides.
  private static func template(
    _ invocation: Invocation, _ session: Session
  ) throws -> PlanTemplate? {
    guard let name = invocation.value("pack")?.lowercased() else { return nil }
    let known = try session.packs().templates()
    let exact = known.filter { $0.pack == name }
    let found = exact.isEmpty ? known.filter { $0.pack.hasPrefix("\(name)-") } : exact
    guard Set(found.map(\.pack)).count <= 1 else {
      throw UserError(
        "Several rule packs begin with “\(Escaping.line(name))”.",
        hint: "Give one of: \(found.map(\.pack).joined(separator: ", ")).", exitCode: .usage)
    }
    return found.max { $0.version < $1.version }
  }
}
