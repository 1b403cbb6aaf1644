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
    subcommands: [add, reply, resolve, reopen, edit, delete, CommentListCommand.declaration],
    section: "Review")

  private static let message = Option(
    "message", short: "m", .value("TEXT"), "the words; - reads them from standard input")

  private static let comment = Argument(
    "COMMENT", "as in F.C7, or C7 where only one section has it")

  private static let add = Command<Session>(
    "add", "Comment on a section, a record, a field or some words",
    discussion: """
      What somebody told you by phone, in a letter or at a meeting goes on record as hers with \
      --on-behalf-of and --by; everybody sees that you wrote it down.
      """,
    examples: [
      Example("ehcp comment add B.2 -m \"Is this from the report?\"", ""),
      Example(
        "ehcp comment add F --on-behalf-of \"J.T.\" --by phone -m \"Too little.\"",
        "what a parent said"),
    ],
    arguments: [Argument("ADDRESS", "what it is about")],
    options: [
      message, Option("quote", .value("TEXT"), "the words there that it is about"),
      Option(
        "range", .value("FROM-TO"), "the same by position in the field, in characters from 0"),
      Option("on-behalf-of", .value("PERSON"), "who said it, where it was not you"),
      Option("by", .choice(OnBehalfOf.Channel.spoken.map(\.rawValue)), "how it came"),
      Option("date", .value("DATE"), "when it was said or written"),
    ],
    action: { session, invocation in
      let onBehalfOf = try SpokenFor.read(invocation)
      let (workspace, plan, view) = try session.opened(invocation)
      let place = try session.place(invocation.argument(0) ?? "", in: view)
      if onBehalfOf != nil, plan.refusal(of: .decide, in: place.part) != nil {
        throw UserError(
          "Only those who decide in \(place.part) write down what another said.",
          hint: "Say it as your own: leave out --on-behalf-of.", exitCode: .notPermitted)
      }
      let range = try range(invocation)
      let body = try words(session, invocation)
      let quote = invocation.value("quote")
      let comment = try workspace.edit(place.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in
        try part.addComment(
          body, at: place, quote: quote, range: range, onBehalfOf: onBehalfOf)
      }
      try saySaved(comment, on: place.part, plan, workspace, session)
      return .done
    })

  private static let reply = Command<Session>(
    "reply", "Answer a comment",
    examples: [Example("ehcp comment reply F.C7 -m \"25 minutes\"", "")],
    arguments: [comment], options: [message],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let found = try find(invocation.argument(0) ?? "", in: view)
      let body = try words(session, invocation)
      let answer = try workspace.edit(found.part, of: plan) {
        (document: inout PartDocument) throws(ContentError) in
        try document.addComment(body, at: found.item.place, inReplyTo: found.item.id)
      }
      try saySaved(answer, on: found.part, plan, workspace, session)
      return .done
    })

  private static let resolve = Command<Session>(
    "resolve", "Close a comment and its answers",
    examples: [Example("ehcp comment resolve F.C7", "")], arguments: [comment],
    action: { try await setResolved($0, $1, true) })

  private static let reopen = Command<Session>(
    "reopen", "Open a closed comment again",
    examples: [Example("ehcp comment reopen F.C7", "")], arguments: [comment],
    action: { try await setResolved($0, $1, false) })

  private static let edit = Command<Session>(
    "edit", "Put other words in a comment of yours",
    examples: [Example("ehcp comment edit F.C7 -m \"How long, and who?\"", "")],
    arguments: [comment], options: [message],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let found = try find(invocation.argument(0) ?? "", in: view)
      let body = try words(session, invocation)
      try workspace.edit(found.part, of: plan) {
        (document: inout PartDocument) throws(ContentError) in
        try document.editComment(found.item.id, body)
      }
      Saying.saved(" (\(found.name) changed)", session)
      return .done
    })

  private static let delete = Command<Session>(
    "delete", "Take a comment of yours away; answers to it stay",
    examples: [Example("ehcp comment delete F.C7", "")], arguments: [comment],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let found = try find(invocation.argument(0) ?? "", in: view)
      try workspace.edit(found.part, of: plan) {
        (document: inout PartDocument) throws(ContentError) in
        try document.deleteComment(found.item.id)
      }
      Saying.saved(" (\(found.name) deleted)", session)
      return .done
    })

  // MARK: -

  private static func setResolved(
    _ session: Session, _ invocation: Invocation, _ isResolved: Bool
  ) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation)
    let found = try find(invocation.argument(0) ?? "", in: view)
    try workspace.edit(found.part, of: plan) {
      (document: inout PartDocument) throws(ContentError) in
      try document.setResolved(found.item.id, isResolved)
    }
    Saying.saved(" (\(found.name) \(isResolved ? "closed" : "open again"))", session)
    return .done
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

  /// As in `18-33`: from the character before which 18 stand, to before the one with 33 before it.
  private static func range(_ invocation: Invocation) throws(UserError) -> Range<Int>? {
    guard let word = invocation.value("range") else { return nil }
    let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else {
      throw UserError(
        "“\(Escaping.line(word))” is not a range.", hint: "Give two numbers, as in 18-33.",
        exitCode: .usage)
    }
    return start..<end
  }

  private static func saySaved(
    _ comment: EventID, on part: PartID, _ plan: OpenPlan, _ workspace: Workspace,
    _ session: Session
  ) throws {
    let label = try workspace.part(part, of: plan).label(ofComment: comment)
    session.console.say(
      .done, "\(part).\(label) saved on this device. Not yet on the server.", next: "ehcp sync")
  }

  private static func find(_ word: String, in view: PlanView) throws -> Named<CommentView> {
    try Named.find(
      word, among: named(in: view), prefix: "C", noun: "comment",
      list: "ehcp comment list --all")
  }

  static func named(in view: PlanView) -> [Named<CommentView>] {
    view.parts.flatMap { part in
      part.comments.map {
        Named(part: part.id, label: $0.label, number: $0.number, item: $0)
      }
    }
  }
}
