/// A length of time as the law gives it: "15 days", "6 weeks", "2 months".
package struct Period: Hashable, Sendable {
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case days
    case workingDays = "working-days"
    case weeks
    case months
  }

  package var count: Int
  package var unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// "6 weeks", "1 month".
  package var title: String {
    let words = unit == .workingDays ? "working days" : unit.rawValue
    return "\(count) \(count == 1 ? String(words.dropLast()) : words)"
  }

  /// The last day of the period where the trigger's own day is not counted: "within 6 weeks of".
  func end(after day: CivilDate, _ calendar: HolidayCalendar) -> CivilDate? {
    switch unit {
    case .days: day.adding(days: count)
    case .weeks: day.adding(days: count * 7)
    case .months: day.adding(months: count)
    case .workingDays:
      day.adding(days: 1).flatMap { calendar.end(ofWorkingDays: count, startingWith: $0) }
    }
  }

  /// The last day of the period where the trigger's own day is the first: "beginning with".
  func end(startingWith day: CivilDate, _ calendar: HolidayCalendar) -> CivilDate? {
    switch unit {
    case .days: return day.adding(days: count - 1)
    case .weeks: return day.adding(days: count * 7 - 1)
    case .workingDays: return calendar.end(ofWorkingDays: count, startingWith: day)
    case .months:
      // The day before the corresponding one. Where that does not exist (29 February), the period
      // ends with the month: it would have ended the day before the day that is missing.
      guard let end = day.adding(months: count) else { return nil }
      return end.day == day.day ? end.adding(days: -1) : end
    }
  }

  /// The last day that is still the whole period before `day`.
  func start(before day: CivilDate) -> CivilDate? {
    switch unit {
    case .days: day.adding(days: -count)
    case .weeks: day.adding(days: -count * 7)
    case .months: day.adding(months: -count)
    case .workingDays: nil
    }
  }
}
