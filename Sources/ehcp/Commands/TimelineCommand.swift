import Client
import Foundation
import Plan
import Terminal

enum TimelineCommand {
  static let declaration = Command<Session>(
    "timeline", "Show every deadline, and how many days are left",
    discussion: """
      Deadlines follow from the days on record (“ehcp milestone”). Where practice differs on whether \
      the first day counts, both days are shown; the earlier is safe.
      """,
    examples: [
      Example("ehcp timeline", "as things stand today"),
      Example("ehcp timeline --today 2026-12-01", "as they will stand on a day"),
      Example("ehcp timeline --format ics -o plan.ics", "for a calendar program"),
    ],
    options: [
      Option("today", .value("DATE"), "reckon as if this were today"),
      Option("format", .choice(["text", "ics", "json"]), "text if left out"),
      Option("json", .flag, "the same as --format json"),
      Option("output", short: "o", .value("FILE"), "a file; - is standard output"),
    ],
    section: "Casework", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let (_, plan, view) = try session.opened(invocation)
    let today = try self.today(invocation)
    guard !view.template.clock.deadlines.isEmpty else {
      throw UserError("The rule pack of this plan has no deadlines.")
    }
    let timeline = Timeline(Milestones(in: view), clock: view.template.clock, today: today)
    let format = invocation.flag("json") ? "json" : invocation.value("format") ?? "text"
    // A calendar file without an event is none (RFC 5545, section 3.6).
    guard format != "ics" || !timeline.entries.isEmpty else {
      throw UserError(
        "No deadline follows from the days recorded so far.",
        hint: "Record the first: ehcp milestone set request-received DATE")
    }
    let text =
      switch format {
      case "ics":
        TimelineCalendar(
          timeline, reference: plan.reference, uniqueName: plan.identifier,
          seconds: Int(time(nil))
        ).text()
      case "json": json(timeline, view).text(.indented) + "\n"
      default: self.text(timeline, view, session)
      }
    if let path = invocation.value("output"), path != "-" {
      try TextFile.write(Array(text.utf8), to: path)
      session.console.say(.done, Escaping.line(path))
    } else {
      try session.console.write(text)
    }
    if format == "text" { say(timeline, plan, view, session) }
    return .done
  }

  private static func today(_ invocation: Invocation) throws -> CivilDate {
    if let given = invocation.value("today") {
      guard let date = ValueReader.day(given) else { throw ValueError.notADate(given) }
      return date
    }
    guard let today = Moment.today else {
      throw UserError("This device's clock shows no date.", hint: "Set it, and try again.")
    }
    return today
  }

  // MARK: For people

  private static func text(
    _ timeline: Timeline, _ view: PlanView, _ session: Session
  ) -> String {
    let style = session.console.outputStyle
    let wording = ClockWording(plan: view)
    var text = ""
    for entry in timeline.entries {
      let mark = ClockWording.mark(entry).map { session.console.sign($0) } ?? " "
      text += "\(mark) \(style.bold(ClockWording.day(entry.due)))  "
      text += "\(Escaping.line(entry.rule.title)): \(ClockWording.state(entry))\n"
      var details = ["\(Escaping.line(entry.rule.who)), \(wording.reckoning(entry))."]
      if let earlier = entry.earlier {
        details.append("\(ClockWording.day(earlier)) where the first day is counted.")
      }
      details.append(
        "\(Escaping.line(entry.rule.basis))\(entry.rule.isVerified ? "" : " (not verified)").")
      details += entry.exemptions.map(wording.exemption)
      for line in Wrapping.lines(details.joined(separator: " "), width: style.width - 4) {
        text += "    \(style.dim(style.plain(line)))\n"
      }
    }
    return text
  }

  private static func say(
    _ timeline: Timeline, _ plan: OpenPlan, _ view: PlanView, _ session: Session
  ) {
    let wording = ClockWording(plan: view)
    for doubt in timeline.doubts { session.console.say(.warning, wording.sentence(doubt)) }
    if timeline.entries.isEmpty {
      session.console.say(
        nil, "No day is on record yet that a deadline follows from.",
        next: "ehcp milestone set request-received DATE")
    } else if let next = timeline.next {
      let command = next.rule.metBy.first.map { Self.command(meeting: $0, plan) }
      session.console.say(
        nil, "\(Escaping.line(next.rule.title)): \(ClockWording.state(next)).",
        next: command ?? "ehcp milestone list")
    }
  }

  /// What meets a deadline: the official act, for whoever may perform it now, or a day recorded.
  private static func command(meeting milestone: String, _ plan: OpenPlan) -> String {
    if let act = PlanAct(establishing: milestone), act.phases.contains(plan.policy.phase),
      plan.policy.mayPerform(act, plan.member)
    {
      return "ehcp \(act.rawValue)"
    }
    return "ehcp milestone set \(milestone) DATE"
  }

  // MARK: For programs

  private static func json(_ timeline: Timeline, _ view: PlanView) -> JSONValue {
    let wording = ClockWording(plan: view)
    return [
      "today": .string(timeline.today.description),
      "deadlines": .array(timeline.entries.map(json)),
      "doubts": .array(timeline.doubts.map { .string(wording.sentence($0)) }),
    ]
  }

  private static func json(_ entry: Timeline.Entry) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("deadline", .string(entry.rule.id)), .init("title", .string(entry.rule.title)),
      .init("who", .string(entry.rule.who)), .init("kind", .string(entry.rule.kind.rawValue)),
      .init("from", .string(entry.from)), .init("since", .string(entry.since.description)),
      .init("due", .string(entry.due.description)),
      .init("earlier", entry.earlier.map { .string($0.description) } ?? nil),
    ]
    switch entry.state {
    case .met(let date, let late):
      members += [
        .init("state", "done"), .init("done", .string(date.description)),
        .init("days_late", .integer(Int64(late))),
      ]
    case .due(let left):
      members += [.init("state", "due"), .init("days_left", .integer(Int64(left)))]
    case .overdue(let days):
      members += [.init("state", "overdue"), .init("days_left", .integer(Int64(-days)))]
    case .passed(let days):
      members += [.init("state", "passed"), .init("days_left", .integer(Int64(-days)))]
    }
    let exemptions = entry.exemptions.map { reason -> JSONValue in
      ["ground": reason.ground.map { .string($0) } ?? nil, "reason": .string(reason.text)]
    }
    members += [
      .init("exemptions", .array(exemptions)), .init("basis", .string(entry.rule.basis)),
      .init("verified", .bool(entry.rule.isVerified)),
    ]
    return .object(members)
  }
}
