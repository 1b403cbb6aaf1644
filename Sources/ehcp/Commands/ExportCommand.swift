import Assets
import Client
import Export
import Plan
import Terminal

enum ExportCommand {
  static let declaration = Command<Session>(
    "export", "Write the plan, or a document made of it, to a file",
    discussion: """
      It holds what is shared with you; sections that are not are named and left out. KIND is one of:
      plan: the plan itself.
      amendment-notice: what the draft changes of the issued (or served) version.
      working-document: for the Tribunal; both sides' proposals, with sources as footnotes.
      history: who wrote what, and when.
      easy-read: sections A, E and F in large print and short sentences.
      advice: the reports, with who signed them.
      subject-access: all that is held about the child, third parties by their role only.
      """,
    examples: [
      Example("ehcp export -o plan.html", "to read, print or send"),
      Example("ehcp export -o plan.docx", "for Word; plan.pdf for a PDF"),
      Example("ehcp export --format text -o -", "on standard output"),
      Example("ehcp export -o final.html --version issued", "as it was issued, for ever the same"),
      Example("ehcp export --sections B,F --comments -o discussion.md", "two sections"),
      Example("ehcp export working-document --sections B,F -o working.docx", "for the Tribunal"),
      Example("ehcp export --for senco -o school.pdf", "without what that role may not read"),
      Example("ehcp export --format json --comments -o plan.json", "all there is, for programs"),
      Example("ehcp export easy-read --all -o easy", "all plans known here, into a folder"),
    ],
    arguments: [
      Argument(
        "KIND", ExportKind.allCases.map(\.rawValue).joined(separator: ", "), count: .optional)
    ],
    options: [
      Option("output", short: "o", .value("FILE"), "the file; - is standard output"),
      Option(
        "format", .choice(formats),
        "by the file's ending if left out, else html"),
      Option("sections", .value("LIST"), "only these, as in B,F"),
      Option("comments", .flag, "with comments and open reviews"),
      Option(
        "version", .value("NAME"),
        "as an official act froze it (“ehcp acts”); of a comparison the earlier version"),
      Option("for", .value("WHO"), "without what this person or role may not read"),
      Option(
        "look", .value("DIR"), "a folder with the authority's name, logo, colours and letters"),
      Option("all", .flag, "every plan known here; -o is a folder"),
      Option("schema", .flag, "the JSON Schema of what --format json writes of KIND"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    if invocation.flag("schema") { return try writeSchema(session, invocation) }
    guard let path = invocation.value("output") else {
      throw UserError(
        "Where to?", hint: "Give a file: ehcp export -o plan.html (or -o - for the screen)",
        exitCode: .usage)
    }
    let request = try ExportRequest(session, invocation)
    if invocation.flag("all") { return try ExportBatch(request, invocation, to: path).write() }
    let format = try format(invocation, path)
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let document = try request.document(of: plan, in: workspace)
    let bytes = try bytes(of: document, as: format, session)
    guard path != "-" else {
      try session.console.write(bytes)
      return .done
    }
    try TextFile.write(bytes, to: path)
    session.console.say(
      .done, "\(Escaping.line(path)) (\(format?.rawValue ?? pdf))\(count(of: document))")
    let unsent = try workspace.unsent(of: plan).values.reduce(0, +)
    if unsent > 0, document.view.frozenBy == nil {
      session.console.say(
        .warning, "It holds \(Counted.of(unsent, "change")) that others do not have yet.",
        next: "ehcp sync")
    }
    return .done
  }

  static func bytes(
    of document: ExportRequest.Document, as format: ExportFormat?, _ session: Session
  ) throws -> [UInt8] {
    if let format { return document.bytes(as: format) }
    let printer = try PDFPrinter(environment: session.environment)
    return try printer.print(document.bytes(as: printer.source), in: session.home.path)
  }

  /// Of a working document: how much is before the Tribunal.
  private static func count(of document: ExportRequest.Document) -> String {
    guard case .workingDocument(let comparison) = document.matter else { return "" }
    let count = Exporter.proposals(
      document.view, comparison: comparison, options: document.options)
    return ": \(Counted.of(count.proposals, "proposal")), \(count.agreed) agreed; "
      + "sources as footnotes"
  }

  /// The schema stands with the program, and needs no plan.
  private static func writeSchema(
    _ session: Session, _ invocation: Invocation
  ) throws -> ExitCode {
    let kind = try ExportRequest(session, invocation).kind
    let bytes = EmbeddedAssets.file("Templates/Schemas/\(kind.schema).json") ?? []
    guard let path = invocation.value("output"), path != "-" else {
      try session.console.write(bytes)
      return .done
    }
    try TextFile.write(bytes, to: path)
    session.console.say(.done, "\(Escaping.line(path)) (JSON Schema of \(kind.rawValue))")
    return .done
  }

  /// What a program outside makes of one of the others.
  static let pdf = "pdf"
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
