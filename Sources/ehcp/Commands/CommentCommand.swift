import CRDT
import Client
import Plan
import Terminal

enum CommentCommand {
  static let declaration = Command<Session>(
    "comment", "Talk about the plan without changing it",
    examples: [
      Example("ehcp comment add F --quote \"regular support\" -m \"How long? Who?\"", "on words"),
      Example("ehcp comment reply F.C7 -m \"25 minutes, SLT assistant\"", ""),
      Example("ehcp comment list", "those still open"),
    ],
    subcommands: [add, reply, resolve, list], section: "Review")

  private static let message = Option(
    "message", short: "m", .value("TEXT"), "the words; - reads them from standard input")

  private static let add = Command<Session>(
    "add", "Comment on a section, a record, a field or some words",
    examples: [Example("ehcp comment add B.2 -m \"Is this from the report?\"", "")],
    arguments: [Argument("ADDRESS", "what it is about")],
    options: [message, Option("quote", .value("TEXT"), "the words there that it is about")],
    action: { session, invocation in
      let (workspace, plan, view) = try await opened(session, invocation)
      let place = try session.place(invocation.argument(0) ?? "", in: view)
      let body = try words(session, invocation)
      let quote = invocation.value("quote")
      let comment = try workspace.edit(place.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in
        try part.addComment(body, at: place, quote: quote)
      }
      try await saySaved(comment, on: place.part, plan, workspace, session)
      return .done
    })

  private static let reply = Command<Session>(
    "reply", "Answer a comment",
    examples: [Example("ehcp comment reply F.C7 -m \"25 minutes\"", "")],
    arguments: [Argument("COMMENT", "as in F.C7, or C7 where only one section has it")],
    options: [message],
    action: { session, invocation in
      let (workspace, plan, view) = try await opened(session, invocation)
      let (part, comment) = try find(invocation.argument(0) ?? "", in: view)
      let body = try words(session, invocation)
      let answer = try workspace.edit(part, of: plan) {
        (document: inout PartDocument) throws(ContentError) in
        try document.addComment(body, at: comment.place, inReplyTo: comment.id)
      }
      try await saySaved(answer, on: part, plan, workspace, session)
      return .done
    })

  private static let resolve = Command<Session>(
    "resolve", "Close a comment, or open it again",
    examples: [Example("ehcp comment resolve F.C7", "")],
    arguments: [Argument("COMMENT", "as in F.C7")],
    options: [Option("reopen", .flag, "open it again")],
    action: { session, invocation in
      let (workspace, plan, view) = try await opened(session, invocation)
      let (part, comment) = try find(invocation.argument(0) ?? "", in: view)
      let isResolved = !invocation.flag("reopen")
      try workspace.edit(part, of: plan) {
        (document: inout PartDocument) throws(ContentError) in
        try document.setResolved(comment.id, isResolved)
      }
      Saying.saved(" (\(part).C\(comment.number) \(isResolved ? "closed" : "open again"))", session)
      return .done
    })

  private static let list = Command<Session>(
    "list", "List the comments",
    examples: [
      Example("ehcp comment list F", "the open ones of a section"),
      Example("ehcp comment list --all", "closed ones too"),
    ],
    arguments: [Argument("SECTION", "one section only", count: .optional)],
    options: [Option("all", .flag, "closed ones too"), Option("json", .flag, "as JSON")],
    action: { session, invocation in
      let (_, _, view) = try await opened(session, invocation)
      var parts = view.parts
      if let address = invocation.argument(0) {
        let place = try session.place(address, in: view)
        parts = parts.filter { $0.id == place.part }
      }
      let all = invocation.flag("all")
      let shown = parts.flatMap { part in
        part.comments.filter { all || !isClosed($0, in: part) }.map { (part.id, $0) }
      }
      if invocation.flag("json") {
        try session.write(["comments": .array(shown.map { json($0.1, of: $0.0, in: view) })])
      } else {
        try write(shown, view, session)
      }
      return .done
    })

  // MARK: -

  private static func opened(
    _ session: Session, _ invocation: Invocation
  ) async throws -> (Workspace, OpenPlan, PlanView) {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    return (workspace, plan, try workspace.view(plan))
  }

  private static func words(_ session: Session, _ invocation: Invocation) throws -> String {
    let given: String
    switch invocation.value("message") {
    case "-": given = try session.console.readAll(limit: EditCommand.limit)
    case let text?: given = text
    case nil: given = try session.console.ask("Comment:", for: "the comment (-m TEXT)")
    }
    let words = given.split { $0.isNewline || $0 == " " }
    guard !words.isEmpty else {
      throw UserError("The comment is empty.", hint: "Nothing was changed.", exitCode: .usage)
    }
    return given.hasSuffix("\n") ? String(given.dropLast()) : given
  }

  private static func saySaved(
    _ comment: EventID, on part: PartID, _ plan: OpenPlan, _ workspace: Workspace,
    _ session: Session
  ) async throws {
    let view = try workspace.part(part, of: plan).view()
    let number = view.comments.first { $0.id == comment }?.number ?? view.comments.count
    session.console.say(
      .done, "\(part).C\(number) saved on this device. Not yet on the server.", next: "ehcp sync")
  }

  /// The comment that `F.C7`, or `C7` where only one section has it, means.
  private static func find(_ word: String, in view: PlanView) throws -> (PartID, CommentView) {
    let pieces = word.split(separator: ".").map(String.init)
    let name = pieces.last ?? ""
    let number = Int(name.uppercased().hasPrefix("C") ? String(name.dropFirst()) : name)
    let found = view.parts.filter {
      pieces.count < 2 || $0.id.description.lowercased() == pieces[0].lowercased()
    }.flatMap { part in part.comments.filter { $0.number == number }.map { (part.id, $0) } }
    guard let first = found.first else {
      throw UserError(
        "There is no comment “\(Escaping.line(word))”.", hint: "See: ehcp comment list --all",
        exitCode: .usage)
    }
    guard found.count == 1 else {
      let names = found.map { "\($0.0).C\($0.1.number)" }
      throw UserError(
        "Several comments could be meant.", hint: "Give one of: \(names.joined(separator: ", ")).",
        exitCode: .usage)
    }
    return first
  }

  /// Whether the comment, or the one its thread began with, is closed.
  private static func isClosed(_ comment: CommentView, in part: PartView) -> Bool {
    var current: CommentView? = comment
    // A thread that goes round in a circle, as only a forger can make one, ends all the same.
    for _ in 0...part.comments.count {
      guard let one = current else { return false }
      if one.resolved { return true }
      current = one.inReplyTo.flatMap { id in part.comments.first { $0.id == id } }
    }
    return false
  }

  private static func write(
    _ shown: [(PartID, CommentView)], _ view: PlanView, _ session: Session
  ) throws {
    if shown.isEmpty {
      session.console.say(nil, "No open comment.")
      return
    }
    let style = session.console.outputStyle
    for (part, comment) in shown {
      let author = Showing.name(of: comment.author, in: view)
      let closed = comment.resolved ? " (closed)" : ""
      var text =
        style.bold("\(part).C\(comment.number)") + "  \(author), on \(comment.place)\(closed)\n"
      if !comment.quote.isEmpty {
        let gone = comment.range == nil ? " (these words are gone)" : ""
        text += "  “\(Escaping.line(comment.quote))”\(gone)\n"
      }
      let lines = Wrapping.lines(Escaping.lines(comment.body), width: style.width - 2)
      text += lines.map { "  \($0)\n" }.joined()
      if let origin = comment.inReplyTo,
        let number = view.part(part)?.comments.first(where: { $0.id == origin })?.number
      {
        text += style.dim("  in answer to C\(number)") + "\n"
      }
      try session.console.write(text)
    }
  }

  private static func json(
    _ comment: CommentView, of part: PartID, in view: PlanView
  ) -> JSONValue {
    [
      "comment": .string("\(part).C\(comment.number)"),
      "author": .string(view.authors[comment.author]?.name ?? ""),
      "place": .string(comment.place.description), "quote": .string(comment.quote),
      "quote_stands": comment.quote.isEmpty ? .null : .bool(comment.range != nil),
      "text": .string(comment.body),
      "resolved": .bool(comment.resolved),
    ]
  }
}
