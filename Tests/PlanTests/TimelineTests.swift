import Plan
import Testing

/// The clock of England's pack against days worked out by hand from the regulations.
@Suite struct TimelineTests {
  private let clock: ClockTemplate

  init() throws { clock = try EnglandPack.template().clock }

  private func timeline(
    _ days: [String: String], today: String = "2026-11-22", reasons: [Milestones.Reason] = []
  ) throws -> Timeline {
    let dates = try days.mapValues { try #require(CivilDate($0)) }
    return Timeline(
      Milestones(dates, reasons: reasons), clock: clock, today: try #require(CivilDate(today)))
  }

  private func due(_ deadline: String, _ days: [String: String]) throws -> String {
    let found = try timeline(days)
    return found.entries.first { $0.rule.id == deadline }?.due.description ?? "none"
  }

  /// Every deadline of the pack, with the day it falls on: the table by which the law is checked.
  static let days: [(deadline: String, milestones: [String: String], day: String)] = [
    // Domain: 6, 16 and 20 weeks from the request, the first day not counted.
    ("decide-assessment", ["request-received": "2026-07-06"], "2026-08-17"),
    ("decide-plan", ["request-received": "2026-07-06"], "2026-10-26"),
    ("final-plan", ["request-received": "2026-07-06"], "2026-11-23"),
    ("give-advice", ["advice-requested": "2024-01-20"], "2024-03-02"),
    // Fifteen days beginning with the day of service: the last is fourteen later.
    ("answer-draft", ["draft-served": "2026-11-09"], "2026-11-23"),
    ("answer-draft", ["draft-served": "2024-02-20"], "2024-03-05"),
    ("answer-amendments", ["amendment-notice": "2026-02-16"], "2026-03-02"),
    ("amended-plan", ["amendment-notice": "2026-11-09"], "2027-01-04"),
    // Twelve months starting with the day end on the day before the anniversary.
    ("review", ["plan-issued": "2026-11-23"], "2027-11-22"),
    ("review", ["plan-issued": "2024-02-29"], "2025-02-28"),
    ("review", ["plan-issued": "2023-03-01"], "2024-02-29"),
    ("review", ["plan-issued": "2024-05-01", "review-decision": "2025-04-28"], "2026-04-27"),
    // After a move, the later of twelve months from the last review and three from the transfer.
    ("review", ["plan-issued": "2026-01-10", "plan-transferred": "2026-06-01"], "2027-01-09"),
    ("review", ["plan-issued": "2026-01-10", "plan-transferred": "2026-11-01"], "2027-01-31"),
    ("invite-to-review", ["review-meeting": "2026-12-14"], "2026-11-30"),
    ("review-report", ["review-meeting": "2026-12-14"], "2026-12-28"),
    ("review-decision", ["review-meeting": "2026-12-14"], "2027-01-11"),
    (
      "amended-plan-after-meeting",
      ["review-meeting": "2026-09-14", "amendment-notice": "2026-10-12"], "2026-12-07"
    ),
    ("amended-plan-after-meeting", ["review-meeting": "2026-09-14"], "none"),
    // “Before 15 February”: the last safe day is the fourteenth.
    ("transfer-plan", ["transfer": "2027-09-01"], "2027-02-14"),
    ("transfer-plan-post-16", ["transfer-to-post-16": "2027-09-06"], "2027-03-30"),
    (
      "transfer-plan-between-post-16", ["transfer-between-post-16": "2027-09-01"], "2027-04-01"
    ),
    ("reassessment-plan", ["reassessment-agreed": "2026-09-01"], "2026-12-08"),
    ("decide-reassessment", ["reassessment-requested": "2026-09-01"], "2026-09-16"),
    // Fifteen working days beginning with the day of awareness, over a bank holiday.
    ("take-over-plan", ["moved": "2026-08-20", "move-known": "2026-08-24"], "2026-09-14"),
    ("take-over-plan", ["moved": "2026-08-20"], "2026-08-20"),
    ("inform-after-move", ["plan-transferred": "2026-09-11"], "2026-10-23"),
    ("order-plan-draft", ["order-to-make-plan": "2026-09-01"], "2026-10-06"),
    ("order-plan-final", ["order-to-make-plan": "2026-09-01"], "2026-11-17"),
    ("order-assess-plan", ["order-to-assess": "2026-09-01"], "2026-12-08"),
    ("subject-access", ["subject-access-requested": "2027-01-31"], "2027-02-28"),
    // Two months, or one from the certificate, whichever is later.
    ("appeal", ["assessment-refused": "2026-09-10"], "2026-11-10"),
    (
      "appeal", ["assessment-refused": "2026-09-10", "mediation-certificate": "2026-11-02"],
      "2026-12-02"
    ),
    // An old certificate belongs to an old decision.
    (
      "appeal", ["assessment-refused": "2026-09-10", "mediation-certificate": "2026-08-20"],
      "2026-11-10"
    ),
    // Ending from 25 December to 1 January: the first working day after 1 January.
    ("appeal", ["plan-issued": "2026-10-27"], "2027-01-04"),
    ("appeal", ["plan-issued": "2026-11-01"], "2027-01-04"),
    ("appeal", ["plan-issued": "2026-10-24"], "2026-12-24"),
    // Ending in August: the first working day of September.
    ("appeal", ["plan-issued": "2026-06-15"], "2026-09-01"),
    ("appeal", ["plan-issued": "2027-06-30"], "2027-09-01"),
    ("appeal", ["plan-issued": "2024-06-30"], "2024-09-02"),
    // A Saturday that ends July, or 24 December, moves into the days that do not count.
    ("appeal", ["plan-issued": "2027-05-31"], "2027-09-01"),
    ("appeal", ["plan-issued": "2022-10-24"], "2023-01-03"),
    // Otherwise on a weekend or holiday: the next working day.
    ("appeal", ["plan-issued": "2026-09-22"], "2026-11-23"),
    ("appeal", ["plan-issued": "2026-02-03"], "2026-04-07"),
    // The last Friday of June in the school year of the sixteenth birthday.
    ("rights-pass", ["born": "2010-08-31"], "2026-06-26"),
    ("rights-pass", ["born": "2010-09-01"], "2027-06-25"),
    ("rights-pass", ["born": "2012-02-29"], "2028-06-30"),
    ("rights-pass", ["born": "2013-03-14"], "2029-06-29"),
    ("answer-consultation", ["consultation-sent": "2026-09-01"], "2026-09-16"),
    ("send-review-papers", ["review-meeting": "2026-12-14"], "2026-11-30"),
    // The Tribunal's orders, and an appeal that the authority concedes.
    ("order-assess-notify", ["order-to-assess": "2026-09-01"], "2026-09-15"),
    ("order-assess-refuse", ["order-to-assess": "2026-09-01"], "2026-11-10"),
    ("order-amend", ["order-to-amend": "2026-09-01"], "2026-10-06"),
    ("order-setting", ["order-to-name-setting": "2026-09-01"], "2026-09-15"),
    ("conceded-amend", ["appeal-conceded": "2026-09-01"], "2026-10-06"),
  ]

  @Test func `no deadline of the pack lacks its day in the table`() {
    #expect(Set(Self.days.map(\.deadline)) == Set(clock.deadlines.map(\.id)))
  }

  @Test(arguments: days)
  func `each deadline falls on the day the regulations give`(
    deadline: String, days: [String: String], day: String
  ) throws {
    #expect(try due(deadline, days) == day)
  }

  @Test func `where practice differs the earlier day is shown too`() throws {
    let found = try timeline(["request-received": "2026-07-06"])
    let entry = try #require(found.entries.first { $0.rule.id == "final-plan" })
    #expect(entry.earlier?.description == "2026-11-22")
    let served = try timeline(["draft-served": "2026-11-09"])
    let draft = try #require(served.entries.first { $0.rule.id == "answer-draft" })
    #expect(draft.earlier == nil)
  }

  @Test func `a deadline is due, then overdue, then done late`() throws {
    let days = ["request-received": "2026-07-06"]
    func state(_ days: [String: String], _ today: String) throws -> Timeline.State? {
      try timeline(days, today: today).entries.first { $0.rule.id == "final-plan" }?.state
    }
    #expect(try state(days, "2026-11-22") == .due(daysLeft: 1))
    #expect(try state(days, "2026-11-23") == .due(daysLeft: 0))
    #expect(try state(days, "2026-11-30") == .overdue(days: 7))
    let done = days.merging(["plan-issued": "2026-11-30"]) { $1 }
    let late = try #require(CivilDate("2026-11-30"))
    #expect(try state(done, "2026-12-24") == .met(on: late, late: 7))
    // A plan of an earlier round answers nothing.
    let old = days.merging(["plan-issued": "2025-01-10"]) { $1 }
    #expect(try state(old, "2026-11-30") == .overdue(days: 7))
  }

  @Test func `a refusal ends what follows from an assessment`() throws {
    let refused = try timeline(
      ["request-received": "2026-07-06", "assessment-refused": "2026-08-10"])
    #expect(refused.entries.map(\.rule.id).sorted() == ["appeal", "decide-assessment"])
  }

  @Test func `an exemption is shown, and the clock runs on`() throws {
    let days = ["request-received": "2026-07-06"]
    let closed = Milestones.Reason(
      about: "final-plan", ground: "school-closed", text: "Closed in August.")
    let found = try timeline(days, today: "2026-11-30", reasons: [closed])
    let excused = try #require(found.entries.first { $0.rule.id == "final-plan" })
    #expect(excused.exemptions == [closed])
    #expect(excused.due.description == "2026-11-23")
    #expect(excused.state == .overdue(days: 7))
    // What is no ground for this deadline, or no ground at all, excuses nothing.
    for ground in ["missed-appointment", nil] {
      let reason = Milestones.Reason(about: "final-plan", ground: ground, text: "Busy.")
      let entry = try timeline(days, reasons: [reason]).entries
        .first { $0.rule.id == "final-plan" }
      #expect(entry?.exemptions == [])
    }
  }

  @Test func `days that cannot be right are said, and nothing stops`() throws {
    let found = try timeline(
      [
        "request-received": "2026-07-06", "advice-requested": "2026-01-01",
        "draft-served": "2027-01-01",
      ],
      reasons: [Milestones.Reason(about: "nonsense", ground: nil, text: "")])
    #expect(
      found.doubts == [
        .outOfOrder(milestone: "advice-requested", after: "request-received"),
        .inFuture(milestone: "draft-served"), .unknownSubject("nonsense"),
      ])
  }

  @Test func `for thirty years of requests every deadline keeps its distance`() throws {
    var request = try #require(CivilDate(year: 2014, month: 9, day: 1))
    while request.year < 2045 {
      let days = Milestones([
        "request-received": request, "plan-issued": request, "draft-served": request,
        "plan-refused": request, "moved": request,
      ])
      let timeline = Timeline(days, clock: clock, today: request)
      func due(_ id: String) throws -> CivilDate {
        try #require(timeline.entries.first { $0.rule.id == id }).due
      }
      #expect(request.days(until: try due("decide-assessment")) == 42)
      #expect(request.days(until: try due("answer-draft")) == 14)
      let review = try due("review")
      #expect((364...365).contains(request.days(until: review)))
      let anniversary = request.adding(months: 12)
      #expect(review.adding(days: 1) == anniversary || request.day == 29 && request.month == 2)
      let appeal = try due("appeal")
      let plain = try #require(request.adding(months: 2))
      #expect(appeal >= plain && plain.days(until: appeal) <= 36)
      let isRecess =
        appeal.month == 8 || appeal.month == 12 && appeal.day >= 25
        || appeal.month == 1 && appeal.day == 1
      #expect(clock.holidays.isWorkingDay(appeal) && !isRecess)
      request = try #require(request.adding(days: 1))
    }
  }

  @Test func `for thirty years of birthdays rights pass on the last Friday of June`() throws {
    var born = try #require(CivilDate(year: 2000, month: 1, day: 1))
    while born.year < 2030 {
      let timeline = Timeline(Milestones(["born": born]), clock: clock, today: born)
      let day = try #require(timeline.entries.first).due
      #expect(day.weekday == .friday && day.month == 6 && day.day >= 24)
      let ageBySeptember = day.year - born.year - ((born.month, born.day) >= (9, 1) ? 1 : 0)
      #expect(ageBySeptember == 16)
      born = try #require(born.adding(days: 1))
    }
  }
}
