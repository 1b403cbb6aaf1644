import Client
import Export
import Plan
import Terminal

enum ExportCommand {
  static let declaration = Command<Session>(
    "export", "Write the plan to a file",
    discussion: "It holds what is shared with you; sections that are not are named and left out.",
    examples: [
      Example("ehcp export -o plan.html", "to read, print or send"),
      Example("ehcp export -o plan.docx", "for Word; plan.pdf for a PDF"),
      Example("ehcp export --format text -o -", "on standard output"),
      Example("ehcp export -o final.html --version issued", "as it was issued, for ever the same"),
      Example("ehcp export --sections B,F --comments -o discussion.md", "two sections"),
    ],
    options: [
      Option("output", short: "o", .value("FILE"), "the file; - is standard output"),
      Option(
        "format", .choice(formats),
        "by the file's ending if left out, else html"),
      Option("sections", .value("LIST"), "only these, as in B,F"),
      Option("comments", .flag, "with comments and open reviews"),
      Option("version", .value("NAME"), "as an official act froze it; “ehcp acts” lists them"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    guard let path = invocation.value("output") else {
      throw UserError(
        "Where to?", hint: "Give a file: ehcp export -o plan.html (or -o - for the screen)",
        exitCode: .usage)
    }
    let format = try format(invocation, path)
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    var view = try workspace.view(plan)
    let version = invocation.value("version")
    if let version {
      view = try workspace.frozenView(of: try workspace.act(named: version, in: plan), in: plan)
    }
    var sections: Set<PartID>?
    if let list = invocation.value("sections") {
      let names = list.split(separator: ",")
      guard !names.isEmpty else {
        throw UserError(
          "“--sections” names no section.", hint: "Name some, as in B,F, or leave it out for all.",
          exitCode: .usage)
      }
      sections = Set(try names.map { try session.place(String($0), in: view).part })
    }
    let options = ExportOptions(
      sections: sections, includesComments: invocation.flag("comments"),
      generatedOn: Moment.today)
    let bytes: [UInt8]
    if let format {
      bytes = Exporter.export(view, as: format, options: options)
    } else {
      let printer = try PDFPrinter(environment: session.environment)
      bytes = try printer.print(
        Exporter.export(view, as: printer.source, options: options), in: session.home.path)
    }
    guard path != "-" else {
      try session.console.write(bytes)
      return .done
    }
    try TextFile.write(bytes, to: path)
    session.console.say(.done, "\(Escaping.line(path)) (\(format?.rawValue ?? pdf))")
    let unsent = try workspace.unsent(of: plan).values.reduce(0, +)
    if unsent > 0, version == nil {
      session.console.say(
        .warning, "It holds \(Counted.of(unsent, "change")) that others do not have yet.",
        next: "ehcp sync")
    }
    return .done
  }

  /// What a program outside makes of one of the others.
  private static let pdf = "pdf"
  private static let formats = ExportFormat.allCases.map(\.rawValue) + [pdf]

  /// The format asked for, or else the one that the file's ending means; HTML for a name without one.
  /// Nil is a PDF.
  private static func format(_ invocation: Invocation, _ path: String) throws -> ExportFormat? {
    if let given = invocation.value("format") { return ExportFormat(rawValue: given) }
    let name = path.split(separator: "/").last ?? ""
    let pieces = name.split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count > 1, let ending = pieces.last?.lowercased() else { return .html }
    if ending == pdf { return nil }
    let found = ExportFormat.allCases.first { $0.fileExtension == ending }
    guard let found else {
      let known =
        ExportFormat.allCases.map { "\($0.rawValue) (.\($0.fileExtension))" } + ["pdf (.pdf)"]
      throw UserError(
        "“.\(Escaping.line(ending))” is no format the plan can be written in.",
        hint: "There are: \(known.joined(separator: ", ")). Or say which with --format.",
        exitCode: .usage)
    }
    return found
  }
}
