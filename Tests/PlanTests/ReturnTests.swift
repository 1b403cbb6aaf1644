import Plan
import Testing

@Suite struct ReturnTests {
  private let template: PlanTemplate
  private let sen2: ReturnTemplate

  init() throws {
    template = try EnglandPack.template()
    sen2 = try #require(template.returns.first { $0.id == "sen2" })
  }

  private func rows(
    official: [String: CivilDate] = [:], _ change: (inout PlanView) throws -> Void = { _ in }
  ) throws -> ReturnRows {
    var view = try EnglandPack.example().view()
    try change(&view)
    return ReturnRows(sen2, of: view, official: official)
  }

  private func cell(_ rows: ReturnRows, _ file: String, _ column: String) throws -> String {
    let form = try #require(sen2.files.first { $0.name == file })
    let index = try #require(form.columns.firstIndex { $0.name == column })
    return try #require(rows.rows[file]?.first)[index]
  }

  private func set(_ value: FieldValue, _ part: String, _ key: String, in view: inout PlanView)
    throws
  {
    let place = try #require(view.parts.firstIndex { $0.id == PartID(part) })
    view.parts[place].fields.removeAll { $0.key == key }
    view.parts[place].fields.append(CheckPlanBuilder.field(key, value))
  }

  @Test func `the example plan gives a person, a request and its needs`() throws {
    let rows = try rows()
    #expect(rows.problems == [])
    #expect(try cell(rows, "person", "surname") == "Tranmoor")
    #expect(try cell(rows, "person", "sex") == "F")
    #expect(try cell(rows, "person", "upn") == "N999000117042")
    #expect(try cell(rows, "requests", "receiveddate") == "2026-07-06")
    #expect(try cell(rows, "requests", "requestoutcome") == "Y")
    #expect(try cell(rows, "assessment", "assessmentoutcome") == "A")
    #expect(
      rows.rows["senneed"]?.map { $0.suffix(2).joined(separator: " ") } == ["SLCN 1", "SPLD 2"])
    // No plan is issued yet, so there is none to report.
    #expect(rows.rows["namedplan"] == nil && rows.rows["activeplans"] == nil)
  }

  @Test func `an official act makes the named plan's row`() throws {
    let day = try #require(CivilDate("2026-11-20"))
    let rows = try rows(official: ["plan-issued": day])
    #expect(try cell(rows, "namedplan", "startdate") == "2026-11-20")
    #expect(try cell(rows, "assessment", "assessmentoutcome") == "Y")
    #expect(try cell(rows, "assessment", "week20") == "0")
  }

  @Test(arguments: [
    ("details", "upn", "N999000117043", ReturnTemplate.Check.upn),
    ("sen2", "uln", "1234567890", .uln),
    ("sen2", "uln", "12345", .uln),
  ])
  func `a number whose digits do not fit is a problem`(
    part: String, key: String, number: String, check: ReturnTemplate.Check
  ) throws {
    let rows = try rows { try set(.line(number), part, key, in: &$0) }
    #expect(rows.problems.map(\.kind) == [.badNumber(check)])
    #expect(rows.problems.first?.field == "\(part).\(key)")
  }

  @Test func `a right learner number is none`() throws {
    // 10×1 + 9×0 + … + 2×0 = 10, and ten less that remainder is nought.
    #expect(try rows { try set(.line("1000000000"), "sen2", "uln", in: &$0) }.problems == [])
  }

  @Test func `a cell that a spreadsheet would run is left out and said`() throws {
    let rows = try rows { try set(.line("=HYPERLINK(1)"), "details", "surname", in: &$0) }
    #expect(try cell(rows, "person", "surname") == "")
    #expect(rows.problems.map(\.kind) == [.formula])
  }

  @Test func `what is not shared is said and leaves its columns empty`() throws {
    let rows = try rows { view in
      view.parts.removeAll { $0.id == PartID("sen2") }
    }
    #expect(try cell(rows, "person", "postcode") == "")
    #expect(rows.problems.contains { $0.kind == .notShared && $0.column == "postcode" })
  }

  @Test func `rows are comma-separated values`() {
    #expect(
      CSVText.text([["a", "b,c"], ["d \"e\"", "f\ng"]])
        == "a,\"b,c\"\r\n\"d \"\"e\"\"\",\"f\ng\"\r\n")
  }
}
