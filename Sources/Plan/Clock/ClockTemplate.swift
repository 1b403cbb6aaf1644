/// A pack's clock: which days are recorded, and which deadlines follow from them.
package struct ClockTemplate: Hashable, Sendable {
  package var milestones: [MilestoneTemplate]
  /// In the order of a plan's life.
  package var deadlines: [DeadlineRule]
  /// Reasons that excuse a missed deadline, without setting another.
  package var grounds: [Ground]
  package var holidays: HolidayCalendar
  /// The first day of the school year.
  package var schoolYear: YearDay?
  /// The list of records that holds reasons; its records have the fields `about`, `ground`, `reason`.
  package var reasons: LinkTarget?

  package struct Ground: Hashable, Sendable {
    /// As in `school-closed`.
    package var id: String
    package var title: String
    package var basis: String

    package init(id: String, title: String, basis: String) {
      self.id = id
      self.title = title
      self.basis = basis
    }
  }

  package init(
    milestones: [MilestoneTemplate] = [], deadlines: [DeadlineRule] = [], grounds: [Ground] = [],
    holidays: HolidayCalendar = HolidayCalendar(), schoolYear: YearDay? = nil,
    reasons: LinkTarget? = nil
  ) {
    self.milestones = milestones
    self.deadlines = deadlines
    self.grounds = grounds
    self.holidays = holidays
    self.schoolYear = schoolYear
    self.reasons = reasons
  }

  package func milestone(_ id: String) -> MilestoneTemplate? { milestones.first { $0.id == id } }
  package func deadline(_ id: String) -> DeadlineRule? { deadlines.first { $0.id == id } }
  package func ground(_ id: String) -> Ground? { grounds.first { $0.id == id } }
}
