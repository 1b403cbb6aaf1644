import Client
import Plan
import Terminal

enum FeedCommand {
  static let declaration = Command<Session>(
    "feed", "Let your authority's own tools see what happens",
    discussion: """
      A feed (Atom, RFC 4287) says that a section was changed, when and by whom, or that an official \
      step was taken; it never holds a word of a plan. A tool reads it at the server's address \
      /v1/feed, and shows its token in the head “Authorization: Bearer …”. The token reads the feed \
      and nothing else.
      """,
    examples: [
      Example("ehcp feed new \"team dashboard\"", "of the plan last opened; shows the token, once"),
      Example("ehcp feed new \"team dashboard\" --all", "of all your plans"),
      Example("ehcp feed list", ""),
      Example("ehcp feed revoke 1", "its token reads nothing any more"),
    ],
    subcommands: [new, list, revoke], section: "Casework")

  private static let new = Command<Session>(
    "new", "Make a feed, and show its token once",
    examples: [
      Example("ehcp feed new \"team dashboard\"", "of the plan last opened"),
      Example("ehcp feed new \"team dashboard\" --all", "of all your plans"),
    ],
    arguments: [Argument("NAME", "what to call it")],
    options: [
      Option("all", .flag, "of all your plans, those to come too"),
      Option("json", .flag, "as JSON"),
    ],
    action: { session, invocation in
      let name = invocation.argument(0) ?? ""
      try Label.check(name, of: "NAME")
      let workspace = try session.workspace()
      let plan = invocation.flag("all") ? nil : try session.plan(invocation, in: workspace)
      let remote = try workspace.remote(authorityFile: session.authorityFile)
      let answer = try await remote.addFeed(name, plan: plan?.identifier)
      if invocation.flag("json") {
        try session.write(answer)
        return .done
      }
      guard case .string(let token) = answer["token"] else { throw ClientError.badAnswer("feeds") }
      try session.console.write("\(Escaping.line(token))\n")
      session.console.say(
        .done,
        "Feed “\(Escaping.line(name))”, at \(Escaping.line(remote.address))/v1/feed. The token"
          + " above is shown only now: give it to the tool, and to nobody else.",
        next: "curl -H \"Authorization: Bearer TOKEN\" \(Escaping.line(remote.address))/v1/feed")
      return .done
    })

  private static let list = Command<Session>(
    "list", "List your feeds", examples: [Example("ehcp feed list", "each with its number")],
    options: [Option("json", .flag, "as JSON")],
    action: { session, invocation in
      let workspace = try session.workspace()
      let answer = try await workspace.remote(authorityFile: session.authorityFile).feeds()
      if invocation.flag("json") {
        try session.write(answer)
        return .done
      }
      let references = Dictionary(
        try workspace.plans().map { ($0.identifier, $0.reference) }
      ) { first, _ in first }
      var table = Table(["", "feed", "of", "made"])
      for (index, feed) in entries(answer).enumerated() {
        let plan = text(feed, "plan")
        table.add([
          "\(index + 1)", Escaping.line(text(feed, "label")),
          plan.isEmpty ? "all plans" : Escaping.line(references[plan] ?? "another plan"),
          String(text(feed, "created").prefix(10)),
        ])
      }
      guard !table.rows.isEmpty else {
        session.console.say(nil, "You have no feed.", next: "ehcp feed new NAME")
        return .done
      }
      try session.write(table)
      return .done
    })

  private static let revoke = Command<Session>(
    "revoke", "Take a feed back: its token reads nothing any more",
    examples: [Example("ehcp feed revoke 1", "the first of the list")],
    arguments: [Argument("FEED", "its number in the list")],
    action: { session, invocation in
      let remote = try session.workspace().remote(authorityFile: session.authorityFile)
      let wanted = invocation.argument(0) ?? ""
      let feeds = entries(try await remote.feeds())
      guard let number = Int(wanted), feeds.indices.contains(number - 1) else {
        throw UserError(
          "You have no feed \(Escaping.line(wanted)).", hint: "See: ehcp feed list",
          exitCode: .usage)
      }
      try await remote.removeFeed(text(feeds[number - 1], "id"))
      session.console.say(
        .done, "“\(Escaping.line(text(feeds[number - 1], "label")))” is taken back.",
        next: "ehcp feed list")
      return .done
    })

  private static func entries(_ answer: JSONValue) -> [JSONValue] {
    if case .array(let entries) = answer["feeds"] { return entries }
    return []
  }

  private static func text(_ feed: JSONValue, _ key: String) -> String {
    if case .string(let text) = feed[key] { return text }
    return ""
  }
}
