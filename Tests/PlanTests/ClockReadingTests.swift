import Plan
import Testing

/// A broken clock or check is refused with its file, line and field. Each test breaks England's pack.
@Suite struct ClockReadingTests {
  private func error(
    _ file: String, replacing old: String, with new: String
  ) throws -> String? {
    var files = EnglandPack.files
    let text = String(decoding: try #require(files[file]), as: UTF8.self)
    let pieces = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    #expect(pieces.count == 2, "\(old) is not in \(file)")
    files[file] = Array(pieces.joined(separator: new).utf8)
    do throws(TemplateError) {
      _ = try PlanTemplate.read(pack: "England", files: files)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    (
      "milestones.json", #""dates.request-received""#, #""dates.request""#,
      "milestones.request-received.field: no date field \"dates.request\""
    ),
    (
      "milestones.json", #""dates.request-received""#, #""details.forename""#,
      "milestones.request-received.field: no date field \"details.forename\""
    ),
    (
      "milestones.json", #""after": ["#, #""afters": ["#,
      "milestones.request-received.afters: unknown key"
    ),
    (
      "milestones.json", #""born""#, #""birth""#, "no milestone \"born\""
    ),
    (
      "milestones.json",
      "\"field\": \"dates.request-received\",\n      \"after\": [\n        \"born\"",
      "\"field\": \"dates.request-received\",\n      \"after\": [\n        \"draft-served\"",
      "comes after itself: request-received after draft-served after assessment-agreed"
    ),
    ("milestones.json", #""dates.reasons""#, #""B.needs""#, "reasons: should be a list whose"),
    ("timeline.json", #""weeks": 6"#, #""weeks": 0"#, "weeks: should be a whole number from 1"),
    (
      "timeline.json", #""weeks": 6"#, #""weeks": 9999999999999"#, "weeks: should be a whole number"
    ),
    ("timeline.json", #""weeks": 6"#, #""fortnights": 3"#, "fortnights: unknown key"),
    (
      "timeline.json", #""dayBefore": "02-15""#, #""dayBefore": "02-30""#,
      "no day that every year has"
    ),
    (
      "timeline.json", #""dayBefore": "02-15""#, #""dayBefore": "02-29""#,
      "no day that every year has"
    ),
    (
      "timeline.json", #""fixed": "12-25""#, #""fixed": "25 December""#,
      "no day that every year has"
    ),
    ("timeline.json", #""date": "2020-05-08""#, #""date": "2020-05-32""#, "is no date"),
    ("timeline.json", #""kind": "duty""#, #""kind": "must""#, "kind: no deadline kind \"must\""),
    ("timeline.json", #""from": ["#, #""from": ["nowhere", "#, "no milestone \"nowhere\""),
    ("timeline.json", #""id": "school-closed""#, #""id": "snow""#, "no option \"snow\""),
    ("timeline.json", #""exemptions": ["#, #""exemptions": ["snow", "#, "no ground \"snow\""),
    ("timeline.json", #""nth": 1"#, #""nth": 0"#, "nth: should be a whole number from 1 to 4"),
    ("checks.json", #"{"id": "E01"}"#, #"{"id": "E99"}"#, "rules.E99.id: no rule \"E99\""),
    (
      "checks.json", #"{"id": "E01"}"#, #"{"id": "E01", "severity": "mild"}"#,
      "severity: no severity \"mild\""
    ),
    (
      "checks.json", #""standsFor": ["frequency"]"#, #""standsFor": ["speed"]"#,
      "no element \"speed\""
    ),
    ("checks.json", #""adulthoodFromYear": 9"#, #""adulthoodFromYear": 90"#, "from 0 to 20"),
    (
      "pack.json", #""timeline": "timeline.json""#, #""timeline": "time.json""#,
      "has no file \"time.json\""
    ),
    ("parts/B.json", #""strand": "need""#, #""strand": "want""#, "no strand \"want\""),
  ])
  func `a fault is named by file, line and field`(
    file: String, old: String, new: String, message: String
  ) throws {
    let error = try #require(try error(file, replacing: old, with: new))
    #expect(error.hasPrefix("England/") && error.contains(message), "\(error)")
  }

  @Test(arguments: [
    // SI 2010/149: within eight weeks; SR 2005/384, reg 11: six weeks beginning with the day.
    ("Scotland", "2026-08-31"), ("NorthernIreland", "2026-08-16"),
  ])
  func `the day a request is answered by`(nation: String, day: String) throws {
    let template = try PlanTemplate.read(pack: nation, files: EnglandPack.files(of: nation))
    let request = try #require(CivilDate("2026-07-06"))
    let timeline = Timeline(
      Milestones(["request-received": request]), clock: template.clock, today: request)
    let entry = timeline.entries.first { $0.rule.id == "answer-request" }
    #expect(entry?.due.description == day)
  }

  @Test(arguments: ["Wales", "Scotland", "NorthernIreland"])
  func `the other nations' packs carry another law without code`(nation: String) throws {
    let template = try PlanTemplate.read(pack: nation, files: EnglandPack.files(of: nation))
    #expect(!template.unverified.isEmpty && !template.law.isEmpty)
    #expect(template.parts.count > 8 && template.presets.count == 1)
    for part in template.parts {
      for field in part.fields + part.lists.flatMap(\.fields) {
        #expect(!field.guidance.isEmpty, "\(part.id).\(field.key)")
      }
    }
    // Deadlines that were not looked up are marked.
    let verified = [
      "Wales": [], "Scotland": ["answer-request"],
      "NorthernIreland": ["answer-draft", "answer-request", "final-plan"],
    ]
    #expect(!template.clock.deadlines.isEmpty)
    #expect(
      template.clock.deadlines.filter(\.isVerified).map(\.id).sorted() == verified[nation])
    #expect(template.parts.contains { part in part.lists.contains { $0.strand == .need } })
    #expect(template.role(RoleID("caseworker"))?.isAuthority == true)
    #expect(template.role(RoleID("parent"))?.isAuthority == false)
  }
}
