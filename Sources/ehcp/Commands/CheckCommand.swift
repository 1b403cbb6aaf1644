import Client
import Plan
import Terminal

enum CheckCommand {
  static let declaration = Command<Session>(
    "check", "Check the plan against the law",
    discussion: "Of sections not shared with you nothing is checked and nothing is said.",
    examples: [
      Example("ehcp check", "all that is shared with you"), Example("ehcp check F", "one section"),
    ],
    arguments: [Argument("SECTION", "one section only", count: .optional)],
    options: [Option("json", .flag, "as JSON")], section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let view = try workspace.comparedView(plan)
    guard let today = Moment.today else {
      throw UserError("This device's clock shows no date.", hint: "Set it, and try again.")
    }
    var findings = Check.report(on: view, today: today).findings
    if let address = invocation.argument(0) {
      let place = try session.place(address, in: view)
      findings = findings.filter { finding in
        finding.place.part == place.part
          && (place.record == nil || finding.place.record == place.record)
          && (place.field == nil || finding.place.field == place.field)
      }
    }
    let errors = findings.count { $0.severity == .error }
    if invocation.flag("json") {
      try session.write([
        "findings": .array(findings.map(json)), "must_fix": .integer(Int64(errors)),
      ])
      return errors > 0 ? .checkFailed : .done
    }
    for finding in findings { try write(finding, session) }
    if findings.isEmpty {
      session.console.say(.done, "Nothing to mend.")
    } else {
      let warnings = findings.count - errors
      session.console.say(
        nil, "\(errors) must-fix, \(warnings) to look at again.",
        next: "ehcp edit \(findings[0].place.part)")
    }
    return errors > 0 ? .checkFailed : .done
  }

  private static func write(_ finding: Finding, _ session: Session) throws {
    let console = session.console
    let style = console.outputStyle
    let mark = console.sign(finding.severity == .error ? .failed : .warning)
    let words = "\(Escaping.line(finding.sentence)) \(Escaping.line(finding.remedy))"
    var text = "\(mark) \(style.bold(finding.place.description))\n"
    for line in Wrapping.lines(words, width: style.width - 4) { text += "    \(line)\n" }
    text += "    " + style.dim("\(finding.rule), \(finding.regulation)") + "\n"
    try console.write(text)
  }

  private static func json(_ finding: Finding) -> JSONValue {
    [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "place": .string(finding.place.description), "sentence": .string(finding.sentence),
      "remedy": .string(finding.remedy), "regulation": .string(finding.regulation),
    ]
  }
}
