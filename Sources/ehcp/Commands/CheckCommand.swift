import Client
import Plan
import Terminal

enum CheckCommand {
  static let declaration = Command<Session>(
    "check", "Check the plan against the law",
    discussion: """
      Of sections not shared with you nothing is checked and nothing is said. On-line the authority's \
      own people also have the server look for another child's name, and for passages of another \
      child's plan; it never says whose.
      """,
    examples: [
      Example("ehcp check", "all that is shared with you"), Example("ehcp check F", "one section"),
      Example("ehcp check --offline", "without asking the server"),
    ],
    arguments: [Argument("SECTION", "one section only", count: .optional)],
    options: [
      Option("offline", .flag, "on this device alone"), Option("json", .flag, "as JSON"),
    ],
    section: "Casework", action: run)

  /// A finding of either kind, as it is shown.
  private struct Line: Hashable {
    var rule: String
    var isError: Bool
    var place: String
    var part: PartID
    var sentence: String
    var remedy: String
    var regulation: String
  }

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let view = try workspace.comparedView(plan)
    guard let today = Moment.today else {
      throw UserError("This device's clock shows no date.", hint: "Set it, and try again.")
    }
    guard !view.template.checks.rules.isEmpty else {
      throw UserError("The rule pack of this plan has no checks.")
    }
    let place = try invocation.argument(0).map { try session.place($0, in: view) }
    let findings = Check.report(on: view, today: today).findings.filter { finding in
      guard let place else { return true }
      return finding.place.part == place.part
        && (place.record == nil || finding.place.record == place.record)
        && (place.field == nil || finding.place.field == place.field)
    }
    var lines = findings.map(line)
    let comparison = await compare(plan, workspace, session, invocation)
    if case .made(let check) = comparison {
      // What has changed since the draft was served both may know of.
      let known = Set(lines)
      lines += check.findings.filter { isWithin(place, $0) }.map(line)
        .filter { !known.contains($0) }
    }
    let errors = lines.count(where: \.isError)
    if invocation.flag("json") {
      try session.write([
        "findings": .array(lines.map(json)), "must_fix": .integer(Int64(errors)),
        "compared_with_other_plans": json(comparison),
      ])
      return errors > 0 ? .checkFailed : .done
    }
    try session.console.write(shown(lines, on: session.console))
    if lines.isEmpty {
      session.console.say(.done, "Nothing to mend.")
    } else {
      let warnings = lines.count - errors
      session.console.say(
        nil, "\(errors) must-fix, \(warnings) to look at again.",
        next: "ehcp edit \(lines[0].part)")
    }
    try say(comparison, plan, workspace, session)
    return errors > 0 ? .checkFailed : .done
  }

  private static func line(_ finding: Finding) -> Line {
    Line(
      rule: finding.rule, isError: finding.severity == .error,
      place: finding.place.description, part: finding.place.part, sentence: finding.sentence,
      remedy: finding.remedy, regulation: finding.regulation)
  }

  private static func line(_ finding: RemoteCheck.Finding) -> Line {
    Line(
      rule: finding.rule, isError: finding.isError, place: finding.place, part: finding.part,
      sentence: finding.sentence, remedy: finding.remedy, regulation: finding.regulation)
  }

  /// The server names places as addresses.
  private static func isWithin(_ place: Place?, _ finding: RemoteCheck.Finding) -> Bool {
    guard let place else { return true }
    let address = place.description
    return finding.place == address || finding.place.hasPrefix(address + ".")
  }

  // MARK: Comparing with other plans

  private enum Comparison {
    case made(RemoteCheck)
    /// Not asked for, or nobody is signed in.
    case omitted
    /// For the authority's own people alone.
    case notForThisRole
    case unreachable
    case tooMany
  }

  private static func compare(
    _ plan: OpenPlan, _ workspace: Workspace, _ session: Session, _ invocation: Invocation
  ) async -> Comparison {
    guard !invocation.flag("offline"), workspace.isSignedIn else { return .omitted }
    guard plan.template.role(plan.member.role)?.isAuthority == true else { return .notForThisRole }
    do {
      let remote = try workspace.remote(authorityFile: session.authorityFile)
      return .made(try await remote.check(plan.identifier))
    } catch {
      guard case .server(let status, _, _) = error else {
        return .unreachable
      }
      return status == 403 ? .notForThisRole : status == 429 ? .tooMany : .unreachable
    }
  }

  private static func say(
    _ comparison: Comparison, _ plan: OpenPlan, _ workspace: Workspace, _ session: Session
  ) throws {
    switch comparison {
    case .made(let check) where check.plans > 0:
      var words = "Compared with \(Counted.of(check.compared, "other plan")) on the server"
      if check.compared < check.plans {
        words += " of \(check.plans); check again to go on with the rest"
      }
      session.console.say(nil, words + ".")
      let unsent = try workspace.unsent(of: plan).values.reduce(0, +)
      if unsent > 0 {
        session.console.say(
          .warning, "The server has not seen \(Counted.of(unsent, "change")) yet.",
          next: "ehcp sync")
      }
    case .omitted:
      session.console.say(
        nil, "Checked on this device alone; not compared with other children's plans.")
    case .notForThisRole:
      session.console.say(
        nil, "Not compared with other children's plans: that is for the authority's own people.")
    case .made: break
    case .unreachable:
      session.console.say(
        .warning, "The server did not answer: not compared with other children's plans.")
    case .tooMany:
      session.console.say(
        .warning, "Compared too often: wait a minute before comparing with other plans again.")
    }
  }

  private static func json(_ comparison: Comparison) -> JSONValue {
    switch comparison {
    case .made(let check):
      [
        "state": "made", "compared": .integer(Int64(check.compared)),
        "plans": .integer(Int64(check.plans)),
      ]
    case .omitted: ["state": "omitted"]
    case .notForThisRole: ["state": "not-for-this-role"]
    case .unreachable: ["state": "unreachable"]
    case .tooMany: ["state": "too-many"]
    }
  }

  // MARK: Showing

  /// The findings as a person reads them. Many say the same of different places: what they say is
  /// wrapped once.
  private static func shown(_ findings: [Line], on console: Console) -> String {
    let style = console.outputStyle
    var wrapped: [String: String] = [:]
    var text = ""
    for finding in findings {
      let mark = console.sign(finding.isError ? .failed : .warning)
      text += "\(mark) \(style.bold(Escaping.line(finding.place)))\n"
      let words = "\(finding.sentence) \(finding.remedy)"
      let lines = wrapped[words] ?? indented(words, style)
      wrapped[words] = lines
      text += lines
      let basis = "\(Escaping.line(finding.rule)), \(Escaping.line(finding.regulation))"
      text += "    \(style.dim(basis))\n"
    }
    return text
  }

  private static func indented(_ words: String, _ style: ConsoleStyle) -> String {
    Wrapping.lines(Escaping.line(words), width: style.width - 4).reduce(into: "") { text, line in
      text += "    \(line)\n"
    }
  }

  private static func json(_ finding: Line) -> JSONValue {
    [
      "rule": .string(finding.rule), "severity": .string(finding.isError ? "error" : "warning"),
      "place": .string(finding.place), "sentence": .string(finding.sentence),
      "remedy": .string(finding.remedy), "regulation": .string(finding.regulation),
    ]
  }
}
