import CRDT
import Client
import Plan
import Terminal

/// Reports of contributors: evidence, once they are signed.
enum AdviceCommand {
  static let declaration = Command<Session>(
    "advice", "Write, sign and read advice reports",
    discussion: """
      A report is its author's own: written like any section, off-line too, with “ehcp edit NAME”. \
      Signed with the author's device, it is evidence, and nobody changes it any more, its author \
      included; a correction is a dated addendum.
      """,
    examples: [
      Example("ehcp advice new --title \"Educational psychologist's advice\"", "begin one"),
      Example("ehcp edit advice-tkwnf.body", "write it"),
      Example("ehcp advice sign advice-tkwnf", "sign it, on-line"),
      Example("ehcp advice addendum advice-tkwnf", "correct one that is signed"),
      Example("ehcp advice list", ""),
    ],
    subcommands: [new, sign, addendum, list, show], section: "Casework")

  private static let reportArgument = Argument(
    "REPORT", "its name, or its five letters; “ehcp advice list” shows them")

  private static let new = Command<Session>(
    "new", "Begin a report",
    examples: [
      Example(
        "ehcp advice new --title \"Speech and language therapy advice\""
          + " --role \"therapist, Milbury NHS Trust\"", "")
    ],
    options: [
      Option("title", .value("TEXT"), "as on its first page"),
      Option("role", .value("TEXT"), "your profession and service"),
    ],
    action: { session, invocation in
      guard let title = invocation.value("title") else {
        throw UserError(
          "What is it called?", hint: "Give --title \"…\", as on its first page.", exitCode: .usage)
      }
      try Label.check(title, of: "--title")
      let (workspace, plan) = try session.openedPlan(invocation)
      let role = invocation.value("role") ?? plan.template.role(plan.member.role)?.title ?? ""
      let id = try workspace.beginReport(in: plan)
      try begin(id, title: title, role: role, workspace, plan)
      session.console.say(
        .done, "\(id) is begun. It is yours, and yours alone to write.",
        next: "ehcp edit \(id).body")
      return .done
    })

  private static let addendum = Command<Session>(
    "addendum", "Begin an addendum to a report you have signed",
    examples: [Example("ehcp advice addendum advice-tkwnf", "then write and sign it")],
    arguments: [reportArgument],
    action: { session, invocation in
      let (workspace, plan) = try session.openedPlan(invocation)
      let report = try find(invocation.argument(0) ?? "", workspace, plan)
      guard report.isOwn else {
        throw UserError(
          "\(report.part) is somebody else's report.", hint: "Its author can add to it.",
          exitCode: .notPermitted)
      }
      guard report.signature != nil else {
        throw UserError(
          "\(report.part) is not signed: it can still be changed.",
          hint: "ehcp edit \(report.part).body", exitCode: .usage)
      }
      let id = try workspace.beginReport(in: plan, addendumOf: report.part.report)
      try begin(
        id, title: "Addendum \(id.addendumNumber ?? 1) to: \(report.title)", role: report.role,
        workspace, plan)
      session.console.say(.done, "\(id) is begun.", next: "ehcp edit \(id).body")
      return .done
    })

  private static let sign = Command<Session>(
    "sign", "Sign your report; nobody changes it after that",
    examples: [Example("ehcp advice sign advice-tkwnf --confirm advice-tkwnf", "")],
    arguments: [reportArgument],
    options: [
      Option("confirm", .value("REPORT"), "its name, typed: yes, this report"),
      Option("dry-run", .flag, "change nothing; say what it still lacks"),
      Option("json", .flag, "as JSON"),
    ],
    action: sign)

  private static let list = Command<Session>(
    "list", "List the reports shared with you",
    examples: [Example("ehcp advice list", "asks nobody: works offline")],
    options: [Option("json", .flag, "as JSON")], action: list)

  private static let show = Command<Session>(
    "show", "Show a report with its addenda",
    examples: [Example("ehcp advice show advice-tkwnf", "")],
    arguments: [reportArgument], action: show)

  // MARK: Signing

  private static func sign(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, opened) = try session.openedPlan(invocation)
    let report = try find(invocation.argument(0) ?? "", workspace, opened)
    guard report.signature == nil else {
      throw UserError(
        "\(report.part) is signed already.", hint: "Correct it: ehcp advice addendum \(report.part)"
      )
    }
    guard report.isOwn else {
      throw UserError(
        "\(report.part) is somebody else's report; only its author signs it.",
        exitCode: .notPermitted)
    }
    guard let today = Moment.today else {
      throw UserError("This device's clock shows no date.", hint: "Set it, and try again.")
    }
    let lacking = try lacking(report, workspace, opened)
    guard lacking.isEmpty else {
      throw UserError(
        "\(report.part) lacks its \(Counted.list(lacking)).",
        hint: "Fill that in: ehcp edit \(report.part)", exitCode: .checkFailed)
    }
    if invocation.flag("dry-run") {
      session.console.say(
        .done, "Would sign \(report.part). Nothing stands against it.",
        next: "ehcp advice sign \(report.part) --confirm \(report.part)")
      return .done
    }
    try confirm(report, session, invocation)
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    if report.date == nil {
      try workspace.edit(report.part, of: opened) {
        (part: inout PartDocument) throws(ContentError) in
        try part.set(.date(today), field: "date", of: nil)
      }
    }
    let sync = try await workspace.sync(opened, with: remote)
    guard sync.refused.isEmpty else {
      throw UserError(
        "The server would not take the report as it is here.", hint: "See: ehcp tray",
        exitCode: .partlyRefused)
    }
    let plan = try workspace.plan(opened.reference)
    let act = try await workspace.sign(report: report.part, of: plan, date: today, with: remote)
    if invocation.flag("json") {
      try session.write(["act": act.json])
    } else {
      session.console.say(
        .done, OfficialWording.done(act, reference: plan.reference),
        next: "ehcp advice show \(report.part)")
    }
    return .done
  }

  private static func confirm(
    _ report: Workspace.Report, _ session: Session, _ invocation: Invocation
  ) throws {
    let name = report.part.description
    if let given = invocation.value("confirm") {
      guard given == name else {
        throw UserError(
          "“\(Escaping.line(given))” is not the report to be signed; nothing was done.",
          hint: "It is \(name).", exitCode: .usage)
      }
      return
    }
    try session.console.confirm(
      "Signed, it is evidence; you will not be able to change it.", typing: name,
      for: "--confirm \(name), or --dry-run to see what it lacks")
  }

  /// The titles of the fields it must have and has not; the date is filled in by signing.
  private static func lacking(
    _ report: Workspace.Report, _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> [String] {
    let view = try workspace.part(report.part, of: plan).view()
    let template = plan.template.part(report.part)
    return (template?.fields ?? []).filter { field in
      field.isRequired && field.kind != .date && (view.field(field.key)?.value ?? .empty) == .empty
    }.map { $0.title.lowercased() }
  }

  // MARK: Reading

  private static func list(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan) = try session.openedPlan(invocation)
    let reports = try workspace.reports(of: plan)
    if invocation.flag("json") {
      try session.write([
        "reports": .array(
          reports.map { report in
            [
              "report": .string(report.part.description), "title": .string(report.title),
              "author": .string(report.author), "role": .string(report.role),
              "date": report.date.map { .string($0.description) } ?? .null,
              "own": .bool(report.isOwn), "signature": report.signature?.json ?? .null,
            ]
          })
      ])
      return .done
    }
    guard !reports.isEmpty else {
      session.console.say(
        nil, "No report is shared with you.", next: "ehcp advice new --title \"…\"")
      return .done
    }
    var table = Table(["report", "", "author", "date", ""])
    for report in reports {
      table.add([
        report.part.description, Escaping.line(report.title), Escaping.line(report.author),
        report.date?.description ?? "", state(of: report),
      ])
    }
    try session.write(table)
    return .done
  }

  private static func state(of report: Workspace.Report) -> String {
    guard let act = report.signature else {
      return report.isOwn ? "yours, not signed" : "not signed"
    }
    return "signed \(act.date)" + (act.fingerprint.map { ", \($0.short)" } ?? "")
  }

  private static func show(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan) = try session.openedPlan(invocation)
    let report = try find(invocation.argument(0) ?? "", workspace, plan)
    let base = report.part.report ?? report.part
    let family = try workspace.reports(of: plan).filter { $0.part.report == base }
    let showing = Showing(try workspace.view(plan), style: session.console.outputStyle)
    for (index, member) in family.enumerated() {
      let isSigned = member.signature != nil
      let part =
        isSigned
        ? try workspace.signedReport(member.part, in: plan)
        : try workspace.part(member.part, of: plan).view()
      var text = index == 0 ? "" : "\n"
      text += showing.part(part) + "\n"
      if let act = member.signature {
        let mark = act.fingerprint.map { ", fingerprint \($0.short)" } ?? ""
        text += "Signed by \(Escaping.line(act.name)) on \(act.date)\(mark); the signature holds.\n"
      } else {
        text += "Not signed.\n"
      }
      try session.console.write(text)
    }
    return .done
  }

  /// A report by its name, or by the letters that follow `advice-`.
  static func find(
    _ name: String, _ workspace: Workspace, _ plan: OpenPlan
  ) throws -> Workspace.Report {
    let reports = try workspace.reports(of: plan)
    let lowered = name.lowercased()
    let found = reports.first {
      $0.part.description == lowered || $0.part.description == "advice-\(lowered)"
    }
    guard let found else {
      throw UserError(
        "There is no report “\(Escaping.line(name))”, or it is not shared with you.",
        hint: "See: ehcp advice list", exitCode: .usage)
    }
    return found
  }

  // MARK: -

  private static func begin(
    _ id: PartID, title: String, role: String, _ workspace: Workspace, _ plan: OpenPlan
  ) throws {
    let author = try workspace.person()?.name ?? ""
    try workspace.edit(id, of: try workspace.plan(plan.reference)) {
      (part: inout PartDocument) throws(ContentError) in
      try part.set(.line(title), field: "title", of: nil)
      try part.set(.line(author), field: "author", of: nil)
      if !role.isEmpty { try part.set(.line(role), field: "role", of: nil) }
    }
  }
}
