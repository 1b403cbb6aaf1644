import CRDT
import Client
import Plan
import Terminal

enum CommentListCommand {
  static let declaration = Command<Session>(
    "list", "List the comments",
    examples: [
      Example("ehcp comment list F", "the open ones of a section"),
      Example("ehcp comment list --mine", "your own, and the answers to them"),
      Example("ehcp comment list --all", "closed ones too"),
    ],
    arguments: [Argument("SECTION", "one section only", count: .optional)],
    options: [
      Option("open", .flag, "only open ones, as if nothing were said"),
      Option("mine", .flag, "only threads you wrote in"),
      Option("all", .flag, "closed ones too"), Option("json", .flag, "as JSON"),
    ], action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, known) = try session.opened(invocation)
    var view = known
    let section = try invocation.argument(0).map { try session.place($0, in: view).part }
    for id in view.parts.map(\.id) where section == nil || section == id {
      try workspace.find(.passages, in: id, of: plan, for: &view)
    }
    let parts = view.parts.filter { section == nil || section == $0.id }
    let all = invocation.flag("all") && !invocation.flag("open")
    let account = invocation.flag("mine") ? try workspace.person()?.account : nil
    let shown = parts.flatMap { part -> [Named<CommentView>] in
      let threads = CommentThreads(part.comments)
      let mine = Set(
        part.comments.filter { view.authors[$0.author]?.account == account }
          .map { threads.root(of: $0).id })
      return part.comments.filter { comment in
        let root = threads.root(of: comment)
        return (all || !threads.isClosed(comment)) && (account == nil || mine.contains(root.id))
      }.map { Named(part: part.id, label: $0.label, number: $0.number, item: $0) }
    }
    if invocation.flag("json") {
      try session.write(["comments": .array(shown.map { json($0, in: view) })])
    } else if shown.isEmpty {
      session.console.say(nil, all ? "No comment." : "No open comment.")
    } else {
      try write(shown, view, session)
    }
    return .done
  }

  private static func write(
    _ shown: [Named<CommentView>], _ view: PlanView, _ session: Session
  ) throws {
    let style = session.console.outputStyle
    var text = ""
    for named in shown {
      let comment = named.item
      let closed = comment.resolved ? " (closed)" : ""
      text +=
        style.bold(named.name)
        + "  \(Showing.author(of: comment, in: view)), on \(comment.place)\(closed)\n"
      if !comment.quote.isEmpty {
        let gone = comment.range == nil ? " (these words are gone)" : ""
        text += "  “\(Escaping.line(comment.quote))”\(gone)\n"
      }
      let lines = Wrapping.lines(Escaping.lines(comment.body), width: style.width - 2)
      text += lines.map { "  \($0)\n" }.joined()
      if let origin = comment.inReplyTo,
        let label = view.part(named.part)?.comments.first(where: { $0.id == origin })?.label
      {
        text += style.dim("  in answer to \(label)") + "\n"
      }
    }
    try session.console.write(text)
  }

  private static func json(_ named: Named<CommentView>, in view: PlanView) -> JSONValue {
    let comment = named.item
    let label = comment.inReplyTo.flatMap { origin in
      view.part(named.part)?.comments.first { $0.id == origin }?.label
    }
    return [
      "comment": .string(named.name),
      "author": .string(view.authors[comment.author]?.name ?? ""),
      "on_behalf_of": comment.onBehalfOf.map { said in
        [
          "person": .string(said.person), "by": .string(said.channel.rawValue),
          "date": said.date.map { .string($0.description) } ?? .null,
        ]
      } ?? .null,
      "place": .string(comment.place.description), "quote": .string(comment.quote),
      "quote_stands": comment.quote.isEmpty ? .null : .bool(comment.range != nil),
      "range": comment.range.map {
        [.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]
      } ?? .null,
      "text": .string(comment.body), "resolved": .bool(comment.resolved),
      "in_reply_to": label.map { .string("\(named.part).\($0)") } ?? .null,
    ]
  }
}
