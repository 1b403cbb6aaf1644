import Plan
import Terminal

/// Words for days, deadlines and how they stand.
struct ClockWording {
  let plan: PlanView
  private var clock: ClockTemplate { plan.template.clock }

  /// "Draft served".
  func title(ofMilestone id: String) -> String {
    guard let milestone = clock.milestone(id) else { return Escaping.line(id) }
    return plan.template.part(milestone.part)?.field(milestone.field)?.title ?? id
  }

  /// "17 August 2026".
  static func day(_ date: CivilDate) -> String {
    String(date.spoken.drop { $0 != " " }.dropFirst())
  }

  static func mark(_ entry: Timeline.Entry) -> Mark? {
    switch entry.state {
    case .met(_, late: 0): .done
    case .met: .warning
    case .overdue: entry.exemptions.isEmpty ? .failed : .warning
    case .due(let left): left <= 7 && entry.rule.kind == .duty ? .warning : nil
    case .passed: nil
    }
  }

  /// "1 day left", "done 14 August 2026, 3 days late".
  static func state(_ entry: Timeline.Entry) -> String {
    switch entry.state {
    case .met(let date, late: 0): "done \(day(date)), in time"
    case .met(let date, let late): "done \(day(date)), \(Counted.of(late, "day")) late"
    case .due(daysLeft: 0): entry.rule.kind == .event ? "today" : "today is the last day"
    case .due(let left):
      entry.rule.kind == .event
        ? "in \(Counted.of(left, "day"))" : "\(Counted.of(left, "day")) left"
    case .overdue(let days): "overdue by \(Counted.of(days, "day"))"
    case .passed(let days):
      entry.rule.kind == .event
        ? "since \(Counted.of(days, "day"))" : "over since \(Counted.of(days, "day"))"
    }
  }

  /// "20 weeks from 6 July 2026 (request received)".
  func reckoning(_ entry: Timeline.Entry) -> String {
    let from = "\(Self.day(entry.since)) (\(title(ofMilestone: entry.from).lowercasedFirst))"
    let limit = entry.rule.limits.first { $0.from.contains(entry.from) }
    return switch limit?.span {
    case .within(let period): "\(period.title) from \(from)"
    case .startingWith(let period): "\(period.title) beginning with \(from)"
    case .atLeastBefore(let period): "at least \(period.title) before \(from)"
    default: "from \(from)"
    }
  }

  /// Why a deadline may be missed, as it was recorded.
  func exemption(_ reason: Milestones.Reason) -> String {
    let ground = reason.ground.flatMap { clock.ground($0) }
    var words = "Excused: \(ground?.title ?? "a reason is on record"). "
    if !reason.text.isEmpty { words += "“\(Escaping.line(reason.text))” " }
    words += "No new date is set; the clock runs on."
    return words + (ground.map { " \($0.basis)." } ?? "")
  }

  func sentence(_ doubt: Timeline.Doubt) -> String {
    switch doubt {
    case .outOfOrder(let milestone, let after):
      "“\(title(ofMilestone: milestone))” is on record as earlier than “"
        + "\(title(ofMilestone: after))”. One of the two days must be wrong."
    case .inFuture(let milestone):
      "“\(title(ofMilestone: milestone))” lies in the future. It should be a day that has come."
    case .disputed(let milestone, let other):
      "Two people recorded “\(title(ofMilestone: milestone))” at the same time; the other day is "
        + "\(Self.day(other)). Decide with “ehcp milestone set”."
    case .differsFromLedger(let milestone, let recorded):
      "“\(title(ofMilestone: milestone))” was recorded as \(Self.day(recorded)); the day of the "
        + "official act counts."
    case .unknownSubject(let name):
      "A reason is on record about “\(Escaping.line(name))”, which is no deadline or day."
    }
  }
}

extension String {
  /// For the middle of a sentence; initials keep their capitals.
  var lowercasedFirst: String {
    let second = dropFirst().first
    return second?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
