/// One limit of time that the law sets, as a pack describes it.
package struct DeadlineRule: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Somebody must have done something by the day.
    case duty
    /// Somebody may do something until the day, and need not.
    case window
    /// On this day something changes by itself.
    case event
  }

  /// How a day follows from a milestone's.
  package enum Span: Hashable, Sendable {
    /// "Within 6 weeks of": the milestone's own day is not counted.
    case within(Period)
    /// "15 days beginning with": the milestone's own day is the first.
    case startingWith(Period)
    /// "At least 2 weeks before".
    case atLeastBefore(Period)
    /// "Before 15 February in the calendar year of": the last safe day is the one before.
    case dayBefore(month: Int, day: Int)
    /// "On the last Friday of June in the school year in which he turns 16", from a date of birth.
    case lastWeekday(Weekday, month: Int, schoolYearOfAge: Int)
  }

  /// One way to reckon the day. Where there are several, the latest day counts.
  package struct Limit: Hashable, Sendable {
    /// Milestones it may be reckoned from; of those recorded, the latest.
    package var from: [String]
    package var span: Span
    /// Left out where its milestone is earlier than the first limit's: a mediation certificate
    /// belongs to the decision before it.
    package var onlySinceFirst: Bool

    package init(from: [String], span: Span, onlySinceFirst: Bool = false) {
      self.from = from
      self.span = span
      self.onlySinceFirst = onlySinceFirst
    }
  }

  /// Where a day is moved on because it ends at an awkward time (Tribunal rules).
  package struct Extension: Hashable, Sendable {
    /// Ending within one of these, both days included, it moves to the first working day after.
    package var spans: [Recess]
    /// Ending on a weekend or holiday, it moves to the next working day.
    package var isMovedOffNonWorkingDays: Bool

    package init(spans: [Recess], isMovedOffNonWorkingDays: Bool) {
      self.spans = spans
      self.isMovedOffNonWorkingDays = isMovedOffNonWorkingDays
    }
  }

  /// Days of every year; from a later to an earlier day it goes over the year's end.
  package struct Recess: Hashable, Sendable {
    package var first: YearDay
    package var last: YearDay

    package init(first: YearDay, last: YearDay) {
      self.first = first
      self.last = last
    }
  }

  /// As in `final-plan`.
  package var id: String
  /// "Send the final plan".
  package var title: String
  /// Who must, or may: "the authority".
  package var who: String
  package var kind: Kind
  package var limits: [Limit]
  /// Milestones that show it was done.
  package var metBy: [String]
  /// Milestones after which nobody asks for it any more.
  package var endedBy: [String]
  /// A milestone without which, since the trigger, nobody asks for it.
  package var onlyWith: String?
  /// The grounds that excuse it, as the pack lists them.
  package var exemptions: [String]
  package var extended: Extension?
  /// The regulation or guidance.
  package var basis: String
  /// Whether its basis was looked up, and not written from memory.
  package var isVerified: Bool

  package init(
    id: String, title: String, who: String, kind: Kind, limits: [Limit], metBy: [String] = [],
    endedBy: [String] = [], onlyWith: String? = nil, exemptions: [String] = [],
    extended: Extension? = nil, basis: String, isVerified: Bool = true
  ) {
    self.id = id
    self.title = title
    self.who = who
    self.kind = kind
    self.limits = limits
    self.metBy = metBy
    self.endedBy = endedBy
    self.onlyWith = onlyWith
    self.exemptions = exemptions
    self.extended = extended
    self.basis = basis
    self.isVerified = isVerified
  }
}
