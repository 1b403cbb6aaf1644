import Plan
import Testing

@Suite struct TimelineCalendarTests {
  private func text(reference: String = "MK-0412", seconds: Int = 1_795_305_600) throws -> String {
    let dates = try ["request-received": "2026-07-06", "assessment-agreed": "2026-08-14"]
      .mapValues { try #require(CivilDate($0)) }
    let timeline = Timeline(
      Milestones(dates), clock: try EnglandPack.template().clock,
      today: try #require(CivilDate("2026-11-22")))
    return TimelineCalendar(
      timeline, reference: reference, uniqueName: "plan-1", seconds: seconds
    ).text()
  }

  @Test func `every line ends in CRLF and has at most 75 octets`() throws {
    let text = try text(reference: "Ŵ-✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓✓")
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    for line in lines {
      #expect(line.last == UInt8(ascii: "\r") && line.count <= 76)
      #expect(String(validating: line, as: UTF8.self) != nil, "a character is cut in two")
    }
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
    #expect(text.hasSuffix("END:VCALENDAR\r\n"))
  }

  @Test func `events are whole days with a stable name and escaped words`() throws {
    let lines = try text().replacing("\r\n ", with: "").split(separator: "\r\n")
    #expect(lines.contains("UID:plan-1-final-plan@ehcp.invalid"))
    #expect(lines.contains("DTSTART;VALUE=DATE:20261123"))
    #expect(lines.contains("DTEND;VALUE=DATE:20261124"))
    #expect(lines.contains("DTSTAMP:20261122T000000Z"))
    #expect(lines.contains("SUMMARY:MK-0412: Send the final plan"))
    #expect(
      lines.contains(
        "DESCRIPTION:For the authority. SEND Regulations 2014\\, reg 13(2).\\n"
          + "Sunday 22 November 2026 where the first day is counted."))
    let begun = lines.count { $0 == "BEGIN:VEVENT" }
    #expect(begun == lines.count { $0 == "END:VEVENT" } && begun == 3)
    #expect(Set(lines.filter { $0.hasPrefix("UID:") }).count == begun)
  }

  @Test func `a later file overrules an earlier one`() throws {
    func sequence(_ seconds: Int) throws -> Int {
      let line = try text(seconds: seconds).split(separator: "\r\n")
        .first { $0.hasPrefix("SEQUENCE:") }
      return try #require(line.flatMap { Int($0.dropFirst(9)) })
    }
    #expect(try sequence(1_795_305_600) < sequence(1_795_305_660))
  }
}
