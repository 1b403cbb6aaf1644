import CRDT
import Client
import Plan
import Terminal

enum MilestoneCommand {
  static let declaration = Command<Session>(
    "milestone", "Record the days that deadlines are counted from",
    examples: [
      Example("ehcp milestone set request-received 6/7/2026", "the clock starts"),
      Example("ehcp milestone list", "the days on record"),
      Example(
        "ehcp milestone excuse final-plan school-closed -m \"Closed 20 July to 31 August\"",
        "why a day was missed"),
    ],
    subcommands: [set, clear, excuse, list], section: "Casework")

  private static let reason = Option(
    "reason", short: "m", .value("TEXT"), "what happened, for everyone who reads the dates")

  private static let set = Command<Session>(
    "set", "Record a day",
    examples: [
      Example("ehcp milestone set draft-served 9/11/2026", ""),
      Example("ehcp milestone set draft-served 2026-11-09 --reason \"Sent again\"", ""),
    ],
    arguments: [
      Argument("NAME", "as “ehcp milestone list --all” names it"),
      Argument("DATE", "as 6/7/2026, 6 July 2026 or 2026-07-06"),
    ],
    options: [reason],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let milestone = try find(invocation.argument(0) ?? "", in: view)
      let word = invocation.argument(1) ?? ""
      guard let date = ValueReader.day(word) else { throw ValueError.notADate(word) }
      let text = invocation.value("reason")
      let present = view.part(milestone.part)?.field(milestone.field)
      if present?.value == .date(date), present?.alternatives.isEmpty == true, text == nil {
        session.console.say(nil, "It holds that already. Nothing was changed.")
        return .done
      }
      try workspace.edit(milestone.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in
        try part.set(.date(date), field: milestone.field, of: nil)
      }
      if let text { try record(text, about: milestone.id, ground: nil, workspace, plan, view) }
      let after = try workspace.view(plan)
      let title = ClockWording(plan: after).title(ofMilestone: milestone.id)
      Saying.saved(" (\(title): \(ClockWording.day(date)))", session)
      warn(about: milestone.id, after, session)
      return .done
    })

  private static let clear = Command<Session>(
    "clear", "Take a day off the record",
    examples: [Example("ehcp milestone clear draft-served", "")],
    arguments: [Argument("NAME", "as “ehcp milestone list” names it")],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let milestone = try find(invocation.argument(0) ?? "", in: view)
      try workspace.edit(milestone.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in
        try part.set(.empty, field: milestone.field, of: nil)
      }
      Saying.saved(" (\(ClockWording(plan: view).title(ofMilestone: milestone.id)): none)", session)
      return .done
    })

  private static let excuse = Command<Session>(
    "excuse", "Record why a deadline was missed; it sets no new date",
    discussion: "The clock runs on: the law excuses the delay and gives no other day.",
    examples: [
      Example("ehcp milestone excuse final-plan school-closed -m \"Closed in August\"", "")
    ],
    arguments: [
      Argument("DEADLINE", "as “ehcp timeline --json” names it"),
      Argument("GROUND", "as the regulations give it: school-closed, exceptional, absent, …"),
    ],
    options: [reason],
    action: { session, invocation in
      let (workspace, plan, view) = try session.opened(invocation)
      let clock = view.template.clock
      let name = invocation.argument(0) ?? ""
      guard let deadline = clock.deadline(name) else {
        let known = clock.deadlines.filter { !$0.exemptions.isEmpty }.map(\.id)
        throw UserError(
          "There is no deadline “\(Escaping.line(name))”.",
          hint: "These can be excused: \(known.joined(separator: ", ")).", exitCode: .usage)
      }
      let ground = invocation.argument(1) ?? ""
      guard deadline.exemptions.contains(ground) else {
        throw UserError(
          "“\(Escaping.line(ground))” does not excuse this deadline.",
          hint: deadline.exemptions.isEmpty
            ? "The law excuses it on no ground. Explain it: ehcp add dates about=\(deadline.id)"
            : "These do: \(deadline.exemptions.joined(separator: ", ")).", exitCode: .usage)
      }
      guard let text = invocation.value("reason") else {
        throw UserError(
          "What happened?", hint: "Say it with --reason, in a sentence the family can follow.",
          exitCode: .usage)
      }
      try record(text, about: deadline.id, ground: ground, workspace, plan, view)
      Saying.saved(" (\(Escaping.line(deadline.title)): a reason)", session)
      return .done
    })

  private static let list = Command<Session>(
    "list", "List the days on record",
    examples: [Example("ehcp milestone list --all", "with those that can be recorded")],
    options: [
      Option("all", .flag, "those without a day too"), Option("json", .flag, "as JSON"),
    ],
    action: { session, invocation in
      let view = try session.opened(invocation).view
      let milestones = Milestones(in: view)
      let wording = ClockWording(plan: view)
      let shown = view.template.clock.milestones.filter {
        invocation.flag("all") || milestones[$0.id] != nil
      }
      if invocation.flag("json") {
        try session.write([
          "milestones": .array(
            shown.map { milestone in
              [
                "milestone": .string(milestone.id),
                "title": .string(wording.title(ofMilestone: milestone.id)),
                "date": milestones[milestone.id].map { .string($0.description) } ?? nil,
                "official": .bool(milestones.entries[milestone.id]?.source == .official),
              ]
            })
        ])
        return .done
      }
      var table = Table(["NAME", "DATE", "WHAT"])
      for milestone in shown {
        let isOfficial = milestones.entries[milestone.id]?.source == .official
        table.add([
          milestone.id, milestones[milestone.id]?.description ?? "",
          Escaping.line(wording.title(ofMilestone: milestone.id))
            + (isOfficial ? " (official act)" : ""),
        ])
      }
      if shown.isEmpty {
        session.console.say(
          nil, "No day is on record yet.", next: "ehcp milestone set request-received DATE")
      } else {
        try session.write(table)
      }
      return .done
    })

  // MARK: -

  private static func find(_ name: String, in view: PlanView) throws -> MilestoneTemplate {
    if let milestone = view.template.clock.milestone(name) { return milestone }
    throw UserError(
      "There is no day called “\(Escaping.line(name))” to record.",
      hint: "See what there is: ehcp milestone list --all", exitCode: .usage)
  }

  private static func record(
    _ text: String, about: String, ground: String?, _ workspace: Workspace, _ plan: OpenPlan,
    _ view: PlanView
  ) throws {
    guard let list = view.template.clock.reasons else {
      throw UserError("The rule pack of this plan has no place for reasons.")
    }
    try workspace.edit(list.part, of: plan) { (part: inout PartDocument) throws(ContentError) in
      let record = try part.addRecord(to: list.list)
      try part.set(.line(about), field: "about", of: record)
      if let ground { try part.set(.choice(ground), field: "ground", of: record) }
      try part.set(.text(text), field: "reason", of: record)
    }
  }

  /// Says what cannot be right about the day just recorded.
  private static func warn(about id: String, _ view: PlanView, _ session: Session) {
    guard let today = Moment.today else { return }
    let timeline = Timeline(Milestones(in: view), clock: view.template.clock, today: today)
    let wording = ClockWording(plan: view)
    for doubt in timeline.doubts where doubt.concerns(id) {
      session.console.say(.warning, wording.sentence(doubt))
    }
  }
}

extension Timeline.Doubt {
  fileprivate func concerns(_ id: String) -> Bool {
    switch self {
    case .outOfOrder(let milestone, let after): milestone == id || after == id
    case .inFuture(let milestone), .disputed(let milestone, _),
      .differsFromLedger(let milestone, _):
      milestone == id
    case .unknownSubject: false
    }
  }
}
