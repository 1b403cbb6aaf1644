import Plan
import Testing

@Suite struct CivilDateTests {
  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test func `the number of a day and the day of a number are each other's inverse`() throws {
    var day = try #require(CivilDate(year: 1800, month: 1, day: 1))
    var number = day.dayNumber
    #expect(number == -62_091)
    while let next = CivilDate(dayNumber: number + 1) {
      #expect(next.dayNumber == number + 1)
      // The next day is the next in the month, or the first of the next month.
      let isFollowing =
        next.day == day.day + 1 && next.month == day.month
        || next.day == 1 && day.day == CivilDate.days(inMonth: day.month, year: day.year)
      guard isFollowing, next.weekday != day.weekday else {
        Issue.record("\(next) after \(day)")
        return
      }
      (day, number) = (next, number + 1)
    }
    #expect(day.description == "2999-12-31")
  }

  @Test(arguments: [
    ("1970-01-01", Weekday.thursday), ("2026-11-22", .sunday), ("2000-02-29", .tuesday),
    ("1900-03-01", .thursday), ("1800-01-01", .wednesday),
  ])
  func `days of the week are those of the calendar`(day: String, weekday: Weekday) throws {
    #expect(try date(day).weekday == weekday)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
    ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"),
    ("2026-11-22", 2, "2027-01-22"), ("2026-12-31", 2, "2027-02-28"),
    ("2026-01-15", -5, "2025-08-15"), ("2026-05-31", 0, "2026-05-31"),
  ])
  func `months end on the corresponding day or the month's last`(
    from: String, months: Int, to: String
  ) throws {
    #expect(try date(from).adding(months: months)?.description == to)
  }

  @Test func `what lies outside the calendar is no date, and nothing traps`() throws {
    let day = try date("2026-11-22")
    #expect(day.adding(days: .max) == nil)
    #expect(day.adding(days: .min) == nil)
    #expect(day.adding(days: 400_000) == nil)
    #expect(day.adding(months: .max) == nil)
    #expect(day.adding(months: .min) == nil)
    #expect(day.adding(months: -1_000_000) == nil)
    #expect(day.adding(months: 12_000) == nil)
    #expect(CivilDate(dayNumber: .min) == nil)
  }

  @Test(arguments: [
    (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"),
    (2038, "2038-04-25"), (2008, "2008-03-23"), (2000, "2000-04-23"),
  ])
  func `Easter falls where the almanac says`(year: Int, day: String) {
    #expect(CivilDate.easter(year)?.description == day)
  }

  @Test func `a person's age goes up on the birthday`() throws {
    let born = try date("2008-02-29")
    #expect(born.years(on: try date("2026-02-28")) == 17)
    #expect(born.years(on: try date("2026-03-01")) == 18)
    #expect(born.years(on: try date("2008-02-28")) == nil)
  }
}
