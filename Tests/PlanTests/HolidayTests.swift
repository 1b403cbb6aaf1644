import Plan
import Testing

@Suite struct HolidayTests {
  private let calendar: HolidayCalendar

  init() throws { calendar = try EnglandPack.template().clock.holidays }

  /// As gov.uk lists them for England and Wales.
  @Test(arguments: [
    (
      2020,
      "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"
    ),
    (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
    (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
    (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
    (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
  ])
  func `the bank holidays of a year are those that were kept`(year: Int, days: String) {
    let found = calendar.holidays(of: year).sorted().map { $0.description.dropFirst(5) }
    #expect(found.joined(separator: " ") == days)
  }

  @Test func `fifteen working days over Christmas take until the middle of January`() throws {
    let start = try #require(CivilDate("2026-12-21"))
    #expect(
      calendar.end(ofWorkingDays: 15, startingWith: start)?.description == "2027-01-13")
    // A start that is no working day counts for nothing.
    let sunday = try #require(CivilDate("2026-11-22"))
    #expect(calendar.end(ofWorkingDays: 1, startingWith: sunday)?.description == "2026-11-23")
  }

  @Test func `working days of thirty years are neither weekends nor holidays`() throws {
    var day = try #require(CivilDate(year: 2015, month: 1, day: 1))
    var count = 0
    while day.year < 2045 {
      let isClosed =
        day.weekday.isWeekend || calendar.holidays(of: day.year).contains(day)
      #expect(calendar.isWorkingDay(day) == !isClosed)
      if !isClosed { count += 1 }
      day = try #require(day.adding(days: 1))
    }
    // Eight holidays a year, and three that were proclaimed.
    #expect((7_580...7_600).contains(count), "\(count)")
  }
}
