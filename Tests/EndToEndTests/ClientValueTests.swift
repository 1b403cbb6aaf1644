import Client
import Plan
import Testing

/// Words that people type, as values.
struct ClientValueTests {
  private let values = ValueReader(
    plan: PlanView(
      reference: "", template: PlanTemplate(), phase: .gather,
      parts: [PartView]()))

  private func date(_ words: String) -> String? {
    let field = FieldTemplate(key: "date", title: "Date", kind: .date)
    return (try? values.value(words, for: field))?.plainText
  }

  @Test(arguments: [
    "2026-11-03", "3/11/2026", "03/11/2026", "3.11.2026", "3 November 2026", "3 nov 2026",
    "3-Nov-2026", " 3  November  2026 ",
  ])
  func `a date is read as it is written in Britain`(words: String) {
    #expect(date(words) == "2026-11-03")
  }

  @Test(arguments: [
    "31/2/2026", "3/13/2026", "3 Octember 2026", "3/11/26", "November 2026", "tomorrow",
    "99999999999999999999/1/2026", "3/11/2026/4", "3 no 2026",
  ])
  func `what is no date is refused`(words: String) {
    #expect(date(words) == nil)
  }

  @Test func `yes, no, numbers and options`() throws {
    let flag = FieldTemplate(key: "flag", title: "Flag", kind: .flag)
    #expect(try values.value(" Yes ", for: flag) == .flag(true))
    #expect(try values.value("n", for: flag) == .flag(false))
    #expect(throws: ValueError.notYesOrNo("perhaps")) { try values.value("perhaps", for: flag) }
    let number = FieldTemplate(key: "number", title: "Number", kind: .number)
    #expect(try values.value("9", for: number) == .number(9))
    #expect(throws: ValueError.notANumber("nine")) { try values.value("nine", for: number) }
    let choice = FieldTemplate(
      key: "area", title: "Area", kind: .choice,
      options: [ChoiceOption(key: "semh", title: "Social, emotional and mental health")])
    #expect(try values.value("SEMH", for: choice) == .choice("semh"))
    #expect(
      try values.value("social, emotional and mental health", for: choice) == .choice("semh"))
    #expect(throws: ValueError.notAnOption("x", options: ["semh"])) {
      try values.value("x", for: choice)
    }
  }

  @Test func `nothing empties a field`() throws {
    for kind in FieldKind.allCases {
      let field = FieldTemplate(key: "field", title: "Field", kind: kind)
      #expect(try values.value("", for: field) == .empty)
    }
  }

  @Test(arguments: [
    ("ehcp.example.gov.uk", "https://ehcp.example.gov.uk"),
    ("https://ehcp.example.gov.uk/", "https://ehcp.example.gov.uk"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("http://localhost", "http://localhost"),
    ("http://ehcp.example.gov.uk", nil), ("http://127.0.0.1.evil.example", nil),
    ("ftp://x", nil), ("https://", nil), ("https://a@b", nil), ("", nil), ("a b", nil),
  ])
  func `a server is addressed safely`(typed: String, address: String?) {
    #expect(Remote.address(typed) == address)
  }

  @Test func `waits double up to a minute and spread`() {
    var backOff = BackOff()
    let waits = (0..<9).map { _ in backOff.next(jitter: 1) }
    #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
    backOff.reset()
    #expect(backOff.next(jitter: 0) == .milliseconds(500))
  }
}
