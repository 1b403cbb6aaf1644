import Client
import Export
import Foundation
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
      Option("all", .flag, "every plan known here; -o is a folder"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    guard let path = invocation.value("output") else {
      throw UserError(
        "Where to?", hint: "Give a file: ehcp export -o plan.html (or -o - for the screen)",
        exitCode: .usage)
    }
    let request = try ExportRequest(session, invocation)
    if invocation.flag("all") { return try writeAll(request, invocation, to: path) }
    let format = try format(invocation, path)
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let document = try request.document(of: plan, in: workspace)
    let bytes = try bytes(of: document, as: format, session)
    guard path != "-" else {
      try session.console.write(bytes)
      sayLeftOut(of: document, session)
      return .done
    }
    try TextFile.write(bytes, to: path)
    session.console.say(
      .done, "\(Escaping.line(path)) (\(format?.rawValue ?? pdf))\(count(of: document))")
    sayLeftOut(of: document, session)
    let unsent = try workspace.unsent(of: plan).values.reduce(0, +)
    if unsent > 0, document.view.frozenBy == nil {
      session.console.say(
        .warning, "It holds \(Counted.of(unsent, "change")) that others do not have yet.",
        next: "ehcp sync")
    }
    return .done
  }

  private static func bytes(
    of document: ExportRequest.Document, as format: ExportFormat?, _ session: Session
  ) throws -> [UInt8] {
    if let format { return document.bytes(as: format) }
    let printer = try PDFPrinter(environment: session.environment)
    return try printer.print(document.bytes(as: printer.source), in: session.home.path)
  }

  /// Of a copy for somebody: the names of what is not in it.
  private static func sayLeftOut(of document: ExportRequest.Document, _ session: Session) {
    guard let recipient = document.options.recipient else { return }
    let names = Exporter.leftOut(document.view, options: document.options)
    let reader = Escaping.line(recipient.name)
    session.console.say(
      nil,
      names.isEmpty
        ? "This copy, for \(reader), leaves nothing out."
        : "This copy, for \(reader), leaves out: "
          + names.map(Escaping.line).joined(separator: "; "))
  }

  /// Of a working document: how much is before the Tribunal.
  private static func count(of document: ExportRequest.Document) -> String {
    guard case .workingDocument(let comparison) = document.matter else { return "" }
    let count = Exporter.proposals(
      document.view, comparison: comparison, options: document.options)
    return ": \(Counted.of(count.proposals, "proposal")), \(count.agreed) agreed; "
      + "sources as footnotes"
  }

  // MARK: All plans

  /// Writes a file for each plan. One that cannot be made is told and does not stop the others.
  private static func writeAll(
    _ request: ExportRequest, _ invocation: Invocation, to folder: String
  ) throws -> ExitCode {
    let session = request.session
    guard folder != "-", invocation.value("plan") == nil else {
      throw UserError(
        "“--all” writes a file for each plan.", hint: "Give a folder: ehcp export --all -o plans",
        exitCode: .usage)
    }
    let format: ExportFormat? =
      invocation.value("format") == pdf
      ? nil : invocation.value("format").flatMap(ExportFormat.init(rawValue:)) ?? .html
    let workspace = try session.workspace()
    let plans = try workspace.plans()
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        "The folder “\(Escaping.line(folder))” cannot be made.",
        hint: "Choose another place for it.", exitCode: .failed)
    }
    var names: Set<String> = []
    var failed: [(reference: String, why: String)] = []
    var line = ProgressLine("Writing", on: session.console)
    for (index, summary) in plans.enumerated() {
      line.update(index, of: plans.count, "plans")
      do {
        let plan = try workspace.plan(summary.identifier)
        let bytes = try bytes(
          of: request.document(of: plan, in: workspace), as: format, session)
        let name = fileName(summary.reference, request.kind, taken: &names)
        try TextFile.write(bytes, to: "\(folder)/\(name).\(format?.fileExtension ?? pdf)")
      } catch {
        failed.append((summary.reference, UserError(explaining: error).summary))
      }
    }
    line.finish()
    let written = plans.count - failed.count
    session.console.say(
      .done,
      "\(Counted.of(written, "file")) in \(Escaping.line(folder)) (\(format?.rawValue ?? pdf))")
    for failure in failed {
      session.console.say(.warning, "\(Escaping.line(failure.reference)): \(failure.why)")
    }
    return failed.isEmpty ? .done : .failed
  }

  /// `MK-0412-easy-read`; with `-2` where two plans have the same reference.
  private static func fileName(
    _ reference: String, _ kind: ExportKind, taken: inout Set<String>
  ) -> String {
    let safe = reference.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? String(scalar) : "-"
    }.joined()
    let name = "\(safe)-\(kind.rawValue)"
    var candidate = name
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
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
