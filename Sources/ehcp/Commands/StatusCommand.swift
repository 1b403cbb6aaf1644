import Client
import Plan
import Terminal

enum StatusCommand {
  static let declaration = Command<Session>(
    "status", "Show what is only on this device, and what waits for you",
    discussion: """
      Without --since it tells what others did since you last asked. It asks nobody: what the server \
      has that this device has not is fetched by “ehcp sync”.
      """,
    examples: [
      Example("ehcp status", "asks nobody: works offline"),
      Example("ehcp status --since yesterday", "what others did since then"),
      Example("ehcp status --since 2/11/2026 --json", "for other programs"),
    ],
    options: [
      Option(
        "since", .value("WHEN"), "a date, today, yesterday, \"3 days\": what others did since then"),
      Option("json", .flag, "as JSON"),
    ], section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (workspace, plan, view) = try session.opened(invocation, finding: .reviews)
    let unsent = try workspace.unsent(of: plan)
    let drafted = try workspace.drafted(of: plan)
    let tray = try workspace.tray(of: plan)
    let reviews = view.parts.reduce(0) { $0 + $1.reviews.count }
    let since = try invocation.value("since").map(SinceMoment.read)
    let news = try News(of: plan, since: since, view, in: workspace)
    if invocation.flag("json") {
      try session.write(json(plan, view, unsent, drafted, tray, news))
      return .done
    }
    var table = Table()
    for part in view.parts {
      var words: [String] = []
      if let count = unsent[part.id] {
        words.append("\(Counted.of(count, "change")) only on this device")
      }
      if let count = drafted[part.id] {
        words.append("\(Counted.of(count, "change")) in your private draft")
      }
      if !part.reviews.isEmpty { words.append("\(part.reviews.count) to review") }
      let open = part.comments.count { !$0.resolved && $0.inReplyTo == nil }
      if open > 0 { words.append(Counted.of(open, "open comment")) }
      let suggested = part.suggestions.count { $0.state == .open }
      if suggested > 0 { words.append(Counted.of(suggested, "suggestion")) }
      if !words.isEmpty { table.add([part.id.description, words.joined(separator: ", ")]) }
    }
    if !tray.isEmpty {
      table.add(["tray", "\(Counted.of(tray.count, "change")) the server would not take"])
    }
    let console = session.console
    try console.write(
      "\(Escaping.line(plan.reference)), \(Wording.phase(plan.policy.phase.rawValue))\n"
        + OfficialWording.status(of: plan))
    try session.write(table)
    if !drafted.isEmpty {
      console.say(
        nil, "Your private draft is on this device only, until you share it.",
        next: "ehcp draft share")
    }
    try news.write(to: console)
    if since == nil, news.isWorthNoting { try workspace.noteLook(at: plan) }
    if !unsent.isEmpty {
      console.say(nil, "Not yet on the server.", next: "ehcp sync")
    } else if !tray.isEmpty {
      console.say(.warning, "Refused work needs you.", next: "ehcp tray")
    } else if reviews > 0 {
      console.say(.warning, "Two people changed the same thing while apart.", next: "ehcp review")
    } else if drafted.isEmpty {
      console.say(.done, "All your changes are stored on the server.")
    }
    return .done
  }

  private static func json(
    _ plan: OpenPlan, _ view: PlanView, _ unsent: [PartID: Int],
    _ drafted: [PartID: Int], _ tray: [TrayItem], _ news: News
  ) -> JSONValue {
    [
      "reference": .string(plan.reference),
      "unsent": .object(
        plan.parts.compactMap { part in
          unsent[part].map { .init(part.description, .integer(Int64($0))) }
        }),
      "in_draft": .object(
        plan.parts.compactMap { part in
          drafted[part].map { .init(part.description, .integer(Int64($0))) }
        }),
      "to_review": .integer(Int64(view.parts.reduce(0) { $0 + $1.reviews.count })),
      "tray": .integer(Int64(tray.count)), "since": news.since,
      "news": .array(news.items.items.map(news.wording.json)),
      "suggestions": .integer(
        Int64(view.parts.reduce(0) { $0 + $1.suggestions.count { $0.state == .open } })),
    ]
  }
}
