/// Counting days and months. Every result outside the years a date can have is nil.
extension CivilDate {
  /// Days since 1 January 1970, negative before it.
  ///
  /// Counts from a March-based year, so that the leap day comes last (Hinnant, *chrono-Compatible
  /// Low-Level Date Algorithms*). O(1).
  package var dayNumber: Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day that many days after 1 January 1970; nil outside 1800 to 2999. O(1).
  package init?(dayNumber: Int) {
    // The first and last day a date can be: -62,091 and 376,199.
    guard (-62_091...376_199).contains(dayNumber) else { return nil }
    let shifted = dayNumber + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The day `days` later, or earlier if negative.
  package func adding(days: Int) -> CivilDate? {
    let (number, overflow) = dayNumber.addingReportingOverflow(days)
    return overflow ? nil : CivilDate(dayNumber: number)
  }

  /// The corresponding day `months` later, or the last of that month where it is too short
  /// (*Dodds v Walker* [1981] 1 WLR 1027).
  package func adding(months: Int) -> CivilDate? {
    guard (-15_000...15_000).contains(months) else { return nil }
    let index = year * 12 + month - 1 + months
    let target = (year: index / 12, month: index % 12 + 1)
    guard index > 0 else { return nil }
    return CivilDate(
      year: target.year, month: target.month,
      day: min(day, Self.days(inMonth: target.month, year: target.year)))
  }

  /// How many days later `other` is; negative if it is earlier.
  package func days(until other: CivilDate) -> Int { other.dayNumber - dayNumber }

  package var weekday: Weekday {
    // 1 January 1970 was a Thursday, the fourth; 10,000 weeks keep the sum positive since 1800.
    Weekday.allCases[(dayNumber + 70_000 + 3) % 7]
  }

  /// Completed years on `day`; nil if this is after it.
  package func years(on day: CivilDate) -> Int? {
    guard self <= day else { return nil }
    let hadBirthday = (day.month, day.day) >= (month, self.day)
    return day.year - year - (hadBirthday ? 0 : 1)
  }

  /// Easter Sunday of the Gregorian calendar (Meeus, *Astronomical Algorithms*, ch. 8).
  package static func easter(_ year: Int) -> CivilDate? {
    let golden = year % 19
    let century = year / 100
    let rest = year % 100
    let correction = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
    let shift = (golden + 11 * epact + 22 * weekday) / 451
    let sum = epact + weekday - 7 * shift + 114
    return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
  }

  /// As people write it: `Monday 23 November 2026`.
  package var spoken: String { "\(weekday.title) \(day) \(Self.monthNames[month - 1]) \(year)" }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
