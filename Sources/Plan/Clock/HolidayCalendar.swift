/// The days on which offices are closed: weekends, and the bank holidays a pack describes.
///
/// Computed for any year from rules (Banking and Financial Dealings Act 1971, Schedule 1), with the
/// days that proclamations have added and moved. Nobody can know those of years to come.
package struct HolidayCalendar: Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    /// The same day each year; at a weekend, the next day that is free takes its place.
    case fixed(month: Int, day: Int)
    /// Days after Easter Sunday: -2 is Good Friday.
    case easter(Int)
    /// The nth such weekday of a month, counted from 1; -1 is the last.
    case weekday(Weekday, month: Int, nth: Int)
  }

  package var rules: [Rule]
  /// Days proclaimed once.
  package var added: Set<CivilDate>
  /// Days of the rules that were moved away in their year.
  package var removed: Set<CivilDate>

  package init(
    rules: [Rule] = [], added: Set<CivilDate> = [], removed: Set<CivilDate> = []
  ) {
    self.rules = rules
    self.added = added
    self.removed = removed
  }

  /// The bank holidays of a year. O(rules).
  package func holidays(of year: Int) -> Set<CivilDate> {
    var days: Set<CivilDate> = []
    var displaced: [CivilDate] = []
    for date in rules.compactMap({ $0.date(in: year) }) {
      if date.weekday.isWeekend { displaced.append(date) } else { days.insert(date) }
    }
    // Those at a weekend go last: Boxing Day keeps its Monday, and Christmas Day gets the Tuesday.
    for date in displaced {
      var next = date.adding(days: 1)
      while let day = next, day.weekday.isWeekend || days.contains(day) {
        next = day.adding(days: 1)
      }
      if let next { days.insert(next) }
    }
    return days.subtracting(removed).union(added.filter { $0.year == year })
  }

  package func isWorkingDay(_ date: CivilDate) -> Bool {
    if date.weekday.isWeekend || added.contains(date) { return false }
    return !holidays(of: date.year).contains(date)
  }

  /// The first working day after `date`.
  package func workingDay(after date: CivilDate) -> CivilDate? {
    var next = date.adding(days: 1)
    while let day = next, !isWorkingDay(day) { next = day.adding(days: 1) }
    return next
  }

  /// The day on which `count` working days end that begin with `start`, which counts if it is one.
  package func end(ofWorkingDays count: Int, startingWith start: CivilDate) -> CivilDate? {
    guard count > 0 else { return start }
    var left = count
    var day = start
    while true {
      if isWorkingDay(day) { left -= 1 }
      if left == 0 { return day }
      guard let next = day.adding(days: 1) else { return nil }
      day = next
    }
  }
}

extension HolidayCalendar.Rule {
  func date(in year: Int) -> CivilDate? {
    switch self {
    case .fixed(let month, let day): CivilDate(year: year, month: month, day: day)
    case .easter(let days): CivilDate.easter(year)?.adding(days: days)
    case .weekday(let weekday, let month, let nth):
      Self.nth(nth, weekday, month: month, year: year)
    }
  }

  /// The nth weekday of a month, counted from 1; -1 for the last; nil where there is none.
  static func nth(_ nth: Int, _ weekday: Weekday, month: Int, year: Int) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let ahead = (weekday.number - first.weekday.number + 7) % 7
    let length = CivilDate.days(inMonth: month, year: year)
    let last = ahead + 1 + (length - ahead - 1) / 7 * 7
    let day = nth > 0 ? ahead + 1 + (nth - 1) * 7 : last + (nth + 1) * 7
    return CivilDate(year: year, month: month, day: day)
  }
}
