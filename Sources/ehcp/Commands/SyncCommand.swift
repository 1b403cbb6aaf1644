import CRDT
import Client
import Plan
import Terminal

enum SyncCommand {
  static let declaration = Command<Session>(
    "sync", "Exchange changes with the server",
    discussion: """
      With --watch it goes on until interrupted: it sends what you save in other windows and fetches \
      what others store, within seconds.
      """,
    examples: [
      Example("ehcp sync", "once"), Example("ehcp sync --watch", "and on, while you work"),
    ],
    options: [
      Option("watch", .flag, "go on until interrupted"), Option("json", .flag, "as JSON"),
    ],
    section: "Everyday", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (code, plan, remote) = try await once(session, invocation)
    guard invocation.flag("watch") else { return code }
    session.console.say(nil, "Watching \(Escaping.line(plan.reference)). Ctrl-C ends it.")
    let home = session.home
    let watch = PlanWatch(plan: plan.identifier, remote: remote, lastWritten: { home.lastWritten })
    var present: [Presence] = []
    try await watch.run { event in
      switch event {
      case .present(let people):
        let names = try names(session, invocation)
        for change in Presences.changes(from: present, to: people, names) {
          session.console.say(nil, change)
        }
        present = people
      case .news:
        _ = try await once(session, invocation, isQuiet: true)
      case .lost:
        session.console.say(
          .warning, "The server cannot be reached. Your work is safe on this device; trying again.")
      case .found:
        session.console.say(.done, "Connected again.")
        _ = try await once(session, invocation, isQuiet: true)
      }
    }
    return .done
  }

  /// The people of the plan by account.
  private static func names(
    _ session: Session, _ invocation: Invocation
  ) throws -> [String: String] {
    let workspace = try session.workspace()
    let people = try workspace.people(of: try session.plan(invocation, in: workspace))
    return Dictionary(people.map { ($0.account, $0.name) }) { first, _ in first }
  }

  /// One sync, with the workspace opened for it alone.
  ///
  /// - Parameter isQuiet: says nothing where nothing happened.
  private static func once(
    _ session: Session, _ invocation: Invocation, isQuiet: Bool = false
  ) async throws -> (ExitCode, OpenPlan, Remote) {
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    let before = try workspace.view(plan, finding: .reviews)
    let report = try await Saying.fetching(session) { told in
      try await workspace.sync(plan, with: remote, told: told)
    }
    let present = try workspace.plan(plan.reference)
    let view = try workspace.view(present, finding: .reviews)
    let news = PlanNews(
      from: before, to: view, by: try workspace.deeds(of: report.arrived, in: present),
      for: try workspace.person()?.account ?? "")
    let wording = NewsWording(view: view)
    if invocation.flag("json") {
      try session.write(json(report, view, news, wording))
    } else {
      say(report, view, isQuiet: isQuiet, session)
      wording.say(news, in: session.console)
    }
    let hasReviews = view.parts.contains { !$0.reviews.isEmpty }
    let code: ExitCode
    if !report.refused.isEmpty {
      code = .partlyRefused
    } else if !report.isEven {
      code = .failed
    } else {
      code = hasReviews ? .needsReview : .done
    }
    return (code, present, remote)
  }

  private static func say(
    _ report: SyncReport, _ view: PlanView, isQuiet: Bool, _ session: Session
  ) {
    let console = session.console
    let stored = report.storedCount
    let received = report.receivedByAgent.values.reduce(0, +)
    if stored > 0 {
      console.say(.sent, "\(Counted.of(stored, "change")) stored on the server \(Moment.time)")
    }
    if received > 0 {
      console.say(.received, "\(Counted.of(received, "change")) from \(names(report, view))")
    }
    for part in report.opened where received == 0 || isQuiet {
      console.say(nil, "\(part) is shared with you now.")
    }
    for part in report.withheld {
      console.say(.warning, "\(part) is no longer shared with you. It was removed here.")
    }
    for part in report.erased {
      console.say(
        .warning,
        "Words in \(part) were erased for good by whoever runs the server. █ stands in their place."
      )
    }
    if !report.erased.isEmpty, session.home.keepsTexts {
      console.say(
        .warning,
        "Texts of yours that could not be stored may still hold them. Read them, and delete what must go:"
          + " \(Escaping.line(session.home.kept))")
    }
    if report.hasRestoredServer {
      console.say(
        .warning, "The server was restored from a backup; it was given what it had lost.")
    }
    if report.hasMovedWork {
      console.say(
        .warning,
        "This device seems to be a copy of another one. Its changes were kept and sent under"
          + " a name of their own.")
    }
    for refusal in report.refused {
      let count = Counted.of(refusal.count, "change")
      console.say(
        .failed,
        "\(count) to \(refusal.part) refused: \(Wording.refusal(refusal.code))."
          + " The words are in your tray.", next: "ehcp tray")
    }
    if report.saidAgain > 0 {
      console.say(
        nil, "Sent all the same: \(Counted.of(report.saidAgain, "comment")) you made after that.")
    }
    for act in report.acts {
      console.say(
        nil, "\(act.date)  \(OfficialWording.title(act)), by \(Escaping.line(act.name)).",
        next: act.kind.freezesPlan ? "ehcp show --version \(act.versionName)" : nil)
    }
    if let entry = report.auditBreak {
      console.say(
        .failed,
        "The server's record of official acts is not the one this device knew, from entry \(entry)"
          + " on. Somebody changed it: tell your authority.", next: "ehcp audit")
    }
    for part in report.delayed {
      console.say(.warning, "\(part) cannot be synchronised just now. Try again later.")
    }
    sayReviews(view, isQuiet: isQuiet && received == 0, console)
    if report.drafted > 0, !isQuiet {
      console.say(
        nil, "\(Counted.of(report.drafted, "change")) kept in your private draft.",
        next: "ehcp draft share, when it is ready")
    }
    let isSilent =
      stored == 0 && received == 0 && report.refused.isEmpty && report.erased.isEmpty
      && report.acts.isEmpty
    if report.unsent > 0 {
      let count = Counted.of(report.unsent, "change")
      console.say(
        .warning, "\(count) still only on this device.", next: "ehcp sync, in a while")
    } else if isSilent, report.delayed.isEmpty, !isQuiet {
      console.say(
        .done,
        report.drafted > 0
          ? "Nothing new." : "Nothing new. All your changes are stored on the server.")
    }
  }

  private static func sayReviews(_ view: PlanView, isQuiet: Bool, _ console: Console) {
    let items = view.parts.flatMap(\.reviews)
    guard let first = items.first, !isQuiet else { return }
    let others = items.count - 1
    let more = others == 0 ? "" : ", and \(Counted.of(others, "place")) more"
    console.say(
      .warning,
      "\(first.place): \(Wording.atOnce(first.kind))\(more). \(Wording.meanwhile(first.kind))",
      next: "ehcp review")
  }

  /// `J.T. (parent), M. Okoro (plan co-ordinator)`
  private static func names(_ report: SyncReport, _ view: PlanView) -> String {
    Counted.list(Showing.names(of: report.receivedByAgent.keys, in: view, withRole: true))
  }

  private static func json(
    _ report: SyncReport, _ view: PlanView, _ news: PlanNews, _ wording: NewsWording
  ) -> JSONValue {
    [
      "stored": .integer(Int64(report.storedCount)),
      "received": .integer(Int64(report.receivedByAgent.values.reduce(0, +))),
      "unsent": .integer(Int64(report.unsent)),
      "in_draft": .integer(Int64(report.drafted)),
      "refused": .array(
        report.refused.map {
          [
            "part": .string($0.part.description), "reason": .string($0.code),
            "changes": .integer(Int64($0.count)),
          ]
        }),
      "said_again": .integer(Int64(report.saidAgain)),
      "erased": .array(report.erased.map { .string($0.description) }),
      "to_review": .integer(Int64(view.parts.reduce(0) { $0 + $1.reviews.count })),
      "news": .array(news.items.map(wording.json)),
    ]
  }
}
