/// A day of every year: 25 December.
package struct YearDay: Hashable, Comparable, Sendable {
  package let month: Int
  package let day: Int

  /// Nil where no year, or not every year, has the day.
  package init?(month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, year: 2001)
    else { return nil }
    self.month = month
    self.day = day
  }

  /// Reads `12-25`; nil for anything else.
  package init?(_ text: String) {
    guard let date = CivilDate("2001-\(text)") else { return nil }
    self.init(month: date.month, day: date.day)
  }

  package static func < (left: YearDay, right: YearDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}
