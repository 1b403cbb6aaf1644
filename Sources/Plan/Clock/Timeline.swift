/// Every deadline that follows from a plan's recorded days, as it stands on one day.
///
/// Pure: milestones and today's date in, deadlines out. Civil dates only.
package struct Timeline: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var rule: DeadlineRule
    /// The milestone the day was reckoned from, and its date.
    package var from: String
    package var since: CivilDate
    /// The last day on which it is in time.
    package var due: CivilDate
    /// The day by the practice of counting the trigger's own day as the first: whoever keeps to it
    /// is safe by either way of counting. Nil where all count alike.
    package var earlier: CivilDate?
    package var state: State
    /// Reasons on record that excuse it. They set no new date; the clock runs on.
    package var exemptions: [Milestones.Reason]
  }

  package enum State: Hashable, Sendable {
    /// Done on the day, so many days late; zero is in time.
    case met(on: CivilDate, late: Int)
    /// So many days are left; zero is today.
    case due(daysLeft: Int)
    case overdue(days: Int)
    /// A time allowed to somebody is over, or something has changed by itself.
    case passed(days: Int)
  }

  /// Something about the recorded days that cannot be right, or is open.
  package enum Doubt: Hashable, Sendable {
    case outOfOrder(milestone: String, after: String)
    /// A fact that lies in the future.
    case inFuture(milestone: String)
    /// Two days were recorded at the same time; the first counts until somebody decides.
    case disputed(milestone: String, other: CivilDate)
    /// The ledger says another day than the field; the ledger's counts.
    case differsFromLedger(milestone: String, recorded: CivilDate)
    /// A reason about something the pack does not know.
    case unknownSubject(String)
  }

  package let today: CivilDate
  /// In the order of the days they are due; of the same day, in the pack's.
  package let entries: [Entry]
  package let doubts: [Doubt]

  /// Reckons every deadline whose milestone is on record. O(deadlines × milestones).
  package init(_ milestones: Milestones, clock: ClockTemplate, today: CivilDate) {
    self.today = today
    let reckoning = Reckoning(milestones: milestones, clock: clock, today: today)
    entries = clock.deadlines.enumerated()
      .compactMap { index, rule in reckoning.entry(for: rule).map { (index, $0) } }
      .sorted { ($0.1.due, $0.0) < ($1.1.due, $1.0) }
      .map(\.1)
    doubts = reckoning.doubts()
  }

  /// The deadline that comes next: overdue ones first.
  package var next: Entry? {
    entries.first { if case .overdue = $0.state { $0.exemptions.isEmpty } else { false } }
      ?? entries.first { if case .due = $0.state { $0.rule.kind != .event } else { false } }
  }
}
