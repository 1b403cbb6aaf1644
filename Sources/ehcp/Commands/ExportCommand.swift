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
      Example("ehcp export --format text -o -", "on standard output"),
      Example("ehcp export --sections B,F --comments -o discussion.md", "two sections"),
    ],
    options: [
      Option("output", short: "o", .value("FILE"), "the file; - is standard output"),
      Option(
        "format", .choice(ExportFormat.allCases.map(\.rawValue)),
        "by the file's ending if left out, else html"),
      Option("sections", .value("LIST"), "only these, as in B,F"),
      Option("comments", .flag, "with comments and open reviews"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    guard let path = invocation.value("output") else {
      throw UserError(
        "Where to?", hint: "Give a file: ehcp export -o plan.html (or -o - for the screen)",
        exitCode: .usage)
    }
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let view = try workspace.view(plan)
    var sections: Set<PartID>?
    if let list = invocation.value("sections") {
      sections = Set(
        try list.split(separator: ",").map { try session.place(String($0), in: view).part })
    }
    let ending = path.split(separator: ".").last.map(String.init)
    let format =
      invocation.value("format").flatMap(ExportFormat.init(rawValue:))
      ?? ExportFormat.allCases.first { $0.fileExtension == ending } ?? .html
    let options = ExportOptions(
      sections: sections, includesComments: invocation.flag("comments"),
      generatedOn: Moment.today)
    let bytes = Exporter.export(view, as: format, options: options)
    guard path != "-" else {
      try session.console.write(bytes)
      return .done
    }
    try TextFile.write(bytes, to: path)
    session.console.say(.done, "\(Escaping.line(path)) (\(format.rawValue))")
    let unsent = try workspace.unsent(of: plan).values.reduce(0, +)
    if unsent > 0 {
      session.console.say(
        .warning, "It holds \(Counted.of(unsent, "change")) that others do not have yet.",
        next: "ehcp sync")
    }
    return .done
  }
}
