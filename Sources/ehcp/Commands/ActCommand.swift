import Client
import Plan
import Terminal

/// Official acts: what has one date before the law, is made on-line, and is written into the server's
/// audit log.
enum ActCommand {
  static let serve = declaration(
    .serveDraft, "serve-draft", "Serve the draft on the parent or young person",
    discussion: """
      The version that is served is frozen, with a fingerprint. From then on only the family suggests, \
      the placement is filled in, and what the family says leads to changes: see “ehcp \
      representation”. The day of service is the first of fifteen in which the family may answer \
      (SEND Regulations 2014, reg 13(1)). Serving again replaces the draft that is with the family.
      """,
    examples: [
      Example("ehcp serve-draft --dry-run", "what stands against it, and nothing else"),
      Example("ehcp serve-draft --confirm MK-0412", "serve it, with the plan's reference typed"),
    ], options: [despite, reason])

  static let issue = declaration(
    .issue, "issue", "Issue the served draft as the final plan",
    discussion: """
      The final plan may differ from the draft that was served only through what the family said and \
      the decision about placement (Code 9.125): every change since is traced to its reason, and one \
      without is named with its author. Fill in section I, details.plan-date, details.review-date and \
      details.signed-by first. What is issued is frozen and never changes.
      """,
    examples: [
      Example("ehcp issue --dry-run", "what stands against it, and nothing else"),
      Example("ehcp issue --confirm MK-0412", "issue it, with the plan's reference typed"),
      Example(
        "ehcp issue --confirm MK-0412 --family-answered \"Telephone, 12 Nov: nothing to add\"",
        "before the fifteen days are over"),
    ],
    options: [
      Option(
        "family-answered", .value("TEXT"), "how and when the family said that it has nothing to add"
      ),
      despite, reason,
    ])

  static let reopen = declaration(
    .reopenDraft, "reopen", "Take the served draft back, to work on it and serve it again",
    discussion: "What was served stays frozen. Everybody may write again as before it was served.",
    examples: [
      Example("ehcp reopen --confirm MK-0412 -m \"New advice from the school\"", "with the reason")
    ], options: [reason])

  static let amend = declaration(
    .amend, "amend", "Open a draft amendment beside the issued plan",
    discussion: """
      The issued plan stays as it is and in force, word for word; what is written from now on is a \
      draft, to be served and issued like the first (SEND Regulations 2014, reg 22).
      """,
    examples: [Example("ehcp amend --confirm MK-0412 -m \"Annual review, 3 Nov\"", "")],
    options: [reason])

  private static let despite = Option(
    "despite", .value("RULE"),
    "go on although this rule of the check speaks, as in E07; say why with -m",
    repeats: true)
  private static let reason = Option(
    "message", short: "m", .value("TEXT"), "the reason; it stands in the record of the act")

  private static func declaration(
    _ act: PlanAct, _ name: String, _ summary: String, discussion: String, examples: [Example],
    options: [Option]
  ) -> Command<Session> {
    Command<Session>(
      name, summary, discussion: discussion, examples: examples,
      options: options + [
        Option("dry-run", .flag, "change nothing; say what stands against it"),
        Option("confirm", .value("REF"), "the plan's reference, typed: yes, this plan"),
        Option("json", .flag, "as JSON"),
      ],
      section: "Casework", action: { try await run(act, $0, $1) })
  }

  // MARK: Running

  private static func run(
    _ act: PlanAct, _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let details = try details(act, invocation)
    guard let today = Moment.today else {
      throw UserError("This device's clock shows no date.", hint: "Set it, and try again.")
    }
    let workspace = try session.workspace()
    let plan = try session.plan(invocation, in: workspace)
    guard plan.policy.mayPerform(act, plan.member) else { throw notPermitted(act, plan) }
    guard act.phases.contains(plan.policy.phase) else { throw wrongPhase(act, plan) }
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    let isDryRun = invocation.flag("dry-run")
    if !isDryRun { try confirm(act, plan, session, invocation) }
    let outcome: ActOutcome
    var isAlone = false
    do {
      outcome = try await workspace.perform(
        act, on: plan, date: today, details: details, isDryRun: isDryRun, with: remote)
    } catch {
      guard isDryRun, let fault = error.lineFault, [.unreachable, .broken].contains(fault) else {
        throw error
      }
      outcome = try workspace.review(act, on: plan, date: today, details: details)
      isAlone = true
    }
    if invocation.flag("json") {
      try session.write(json(outcome, judgedBy: isAlone ? "device" : "server"))
    } else {
      try say(outcome, act, plan, isDryRun: isDryRun, session)
      if isAlone {
        session.console.say(
          .warning,
          "The server did not answer: this is what this device alone knows. The server decides.",
          next: "ehcp \(name(act)) --dry-run, once there is a connection")
      }
    }
    return exitCode(of: outcome)
  }

  private static func details(
    _ act: PlanAct, _ invocation: Invocation
  ) throws(UserError) -> Workspace.ActDetails {
    let details = Workspace.ActDetails(
      reason: invocation.value("message"), familyAnswered: invocation.value("family-answered"),
      overridden: invocation.values("despite").map { $0.uppercased() })
    let known = Check.rules.map(\.id)
    for rule in details.overridden where !known.contains(rule) {
      throw UserError(
        "There is no rule “\(Escaping.line(rule))”.",
        hint: "The check names them: ehcp check", exitCode: .usage)
    }
    for (text, option) in [
      (details.reason, "--message"), (details.familyAnswered, "--family-answered"),
    ] {
      if let text { try Label.checkReason(text, of: option) }
    }
    if details.reason == nil, act == .reopenDraft || !details.overridden.isEmpty {
      throw UserError("Why?", hint: "Give the reason with -m \"…\".", exitCode: .usage)
    }
    return details
  }

  private static func confirm(
    _ act: PlanAct, _ plan: OpenPlan, _ session: Session, _ invocation: Invocation
  ) throws {
    let reference = plan.reference
    if let given = invocation.value("confirm") {
      guard given.lowercased() == reference.lowercased() else {
        throw UserError(
          "“\(Escaping.line(given))” is not the plan that is open; nothing was done.",
          hint: "It is \(Escaping.line(reference)). Another: --plan REF", exitCode: .usage)
      }
      return
    }
    try session.console.confirm(
      "\(OfficialWording.warning(act)) This is written into the record of official acts.",
      typing: reference, for: "--confirm \(reference), or --dry-run to see what stands against it")
  }

  // MARK: Saying

  private static func say(
    _ outcome: ActOutcome, _ act: PlanAct, _ plan: OpenPlan, isDryRun: Bool, _ session: Session
  ) throws {
    let console = session.console
    for obstacle in outcome.obstacles { try write(obstacle, session) }
    if let performed = outcome.act {
      console.say(
        .done, OfficialWording.done(performed, reference: plan.reference),
        next: OfficialWording.next(act))
      if performed.kind == .draftServed, let last = ActReview.lastAnswerDay(served: performed.date)
      {
        console.say(nil, "  The family may answer until \(last).")
      }
      return
    }
    let would = OfficialWording.would(act, plan)
    let blocking = outcome.obstacles.filter(\.blocks)
    if blocking.isEmpty {
      console.say(.done, "\(would) Nothing stands against it.", next: "the same with --confirm")
    } else {
      let count = Counted.of(blocking.count, "thing stands", "things stand")
      console.say(
        .failed, "\(isDryRun ? would : "Nothing was done.") Blocked: \(count) against it.",
        next: "ehcp \(name(act)) --dry-run, once that is done")
    }
  }

  /// As a person types it.
  private static func name(_ act: PlanAct) -> String {
    act == .reopenDraft ? "reopen" : act.rawValue
  }

  private static func write(_ obstacle: RemoteObstacle, _ session: Session) throws {
    let console = session.console
    let style = console.outputStyle
    let mark = console.sign(obstacle.blocks ? .failed : .warning)
    let place = obstacle.place.map { Escaping.line($0) + "  " } ?? ""
    var text = "\(mark) \(style.bold(place + Escaping.line(obstacle.code)))\n"
    let words = "\(Escaping.line(obstacle.sentence)) \(Escaping.line(obstacle.remedy))"
    for line in Wrapping.lines(words, width: style.width - 4) { text += "    \(line)\n" }
    try console.write(text)
  }

  private static func json(_ outcome: ActOutcome, judgedBy judge: String) -> JSONValue {
    [
      "judged_by": .string(judge), "done": .bool(outcome.act != nil),
      "act": outcome.act?.json ?? .null,
      "obstacles": .array(
        outcome.obstacles.map { obstacle in
          [
            "code": .string(obstacle.code), "blocks": .bool(obstacle.blocks),
            "check": .bool(obstacle.isCheck),
            "place": obstacle.place.map { .string($0) } ?? .null,
            "sentence": .string(obstacle.sentence), "remedy": .string(obstacle.remedy),
          ]
        }),
    ]
  }

  /// What the check found comes before what a person has to decide.
  private static func exitCode(of outcome: ActOutcome) -> ExitCode {
    let blocking = outcome.obstacles.filter(\.blocks)
    if blocking.isEmpty { return .done }
    return blocking.contains(where: \.isCheck) ? .checkFailed : .needsReview
  }

  private static func notPermitted(_ act: PlanAct, _ plan: OpenPlan) -> UserError {
    let roles = plan.policy.preset.acts.permitted[act, default: []].sorted().map {
      plan.template.role($0)?.title ?? $0.description
    }
    return UserError(
      "Your role may not do this.",
      hint: roles.isEmpty ? "" : "It is for the \(Counted.list(roles, and: "or")).",
      exitCode: .notPermitted)
  }

  private static func wrongPhase(_ act: PlanAct, _ plan: OpenPlan) -> UserError {
    let phase = plan.policy.phase
    return UserError(
      "The plan is \(Wording.phase(phase.rawValue)).",
      hint: OfficialWording.hint(for: act, in: phase), exitCode: .notPermitted)
  }
}
