import CRDT
import Plan
import Testing

@Suite struct ExamplePlanTests {
  private let template: PlanTemplate
  private let example: ExamplePlan

  init() throws {
    template = try EnglandPack.template()
    example = try EnglandPack.example()
  }

  private func records(_ view: PlanView, _ part: String) -> [RecordView] {
    view.part(PartID(part))?.collections.first?.records ?? []
  }

  private func links(_ records: [RecordView], _ key: String) -> Set<EventID> {
    Set(
      records.flatMap { record -> [EventID] in
        if case .links(let ids)? = record.field(key)?.value { ids } else { [] }
      })
  }

  private func words(_ part: PartView) -> Int {
    let fields = part.fields + part.collections.flatMap(\.records).flatMap(\.fields)
    return fields.map { $0.value.plainText.split(whereSeparator: \.isWhitespace).count }
      .reduce(0, +)
  }

  @Test func `it is of real size, every section filled`() {
    let view = example.view()
    #expect(
      view.parts.map(\.id.description)
        == [
          "details", "A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K", "dates",
          "sen2", "advice-ep",
        ])
    #expect((5_000...9_000).contains(view.parts.map(words).reduce(0, +)))
    #expect(records(view, "B").count == 10)
    #expect(records(view, "E").count >= 12)
    #expect(["F", "G", "H1", "H2"].flatMap { records(view, $0) }.count >= 24)
    #expect(view.part(PartID("A")).map(words) ?? 0 > 500)
  }

  @Test func `every required field has a value`() {
    for part in example.view().parts {
      let description = template.part(part.id)
      for field in part.fields where description?.field(field.key)?.isRequired == true {
        #expect(field.value != .empty, "\(part.id).\(field.key)")
      }
      for collection in part.collections {
        let list = description?.list(collection.key)
        for record in collection.records {
          for field in record.fields where list?.field(field.key)?.isRequired == true {
            #expect(field.value != .empty, "\(part.id).\(record.number).\(field.key)")
            if case .links(let ids) = field.value { #expect(!ids.isEmpty) }
          }
        }
      }
    }
  }

  @Test func `every need has a provision, every outcome is worked towards, every report cited`() {
    let view = example.view()
    let provisions = ["F", "G", "H1", "H2"].flatMap { records(view, $0) }
    for (needs, provision) in [("B", ["F"]), ("C", ["G"]), ("D", ["H1", "H2"])] {
      let met = links(provision.flatMap { records(view, $0) }, "needs")
      #expect(Set(records(view, needs).map(\.id)).isSubset(of: met), "\(needs)")
    }
    let needs = ["B", "C", "D"].flatMap { records(view, $0) }
    let outcomes = records(view, "E")
    #expect(Set(outcomes.map(\.id)).isSubset(of: links(provisions, "outcomes")))
    #expect(Set(needs.map(\.id)) == links(outcomes, "needs"))
    #expect(Set(records(view, "K").map(\.id)) == links(needs + provisions, "sources"))
  }

  /// A crude net, apart from the checks of section F, so that each guards the other.
  @Test func `no provision is vague`() {
    let vague = [
      "regular", "frequent", "access to", "opportunit", "benefit", "support", "input",
      "interven", "as required", "as needed", "as appropriate", "where possible", "up to",
      "should", " may ", "could", "ongoing", "small group", "key adult", "e.g", "etc", "staff",
    ]
    let view = example.view()
    for record in ["F", "G", "H1", "H2"].flatMap({ records(view, $0) }) {
      let text = record.fields.map(\.value.plainText).joined(separator: " ").lowercased()
      for word in vague { #expect(!text.contains(word), "“\(word)” in \(record.text("title"))") }
      for key in ["who", "frequency", "duration", "review"] {
        #expect(!record.text(key).isEmpty, "\(key) of \(record.text("title"))")
      }
    }
  }

  @Test func `a draft names no placement, the issued plan names one and is signed`() {
    let draft = example.view(phase: .servedDraft)
    let final = example.view(phase: .final)
    #expect(draft.part(PartID("I"))?.fields.allSatisfy { $0.value == .empty } == true)
    #expect(draft.part(PartID("details"))?.field("signed-by")?.value == .empty)
    #expect(final.part(PartID("I"))?.field("setting-name")?.value.plainText.isEmpty == false)
    #expect(final.part(PartID("details"))?.field("signed-by")?.value.plainText.isEmpty == false)
    #expect(final.part(PartID("details"))?.field("forename")?.value == .line("Saskia"))
  }

  @Test func `check digits are right, and no real child can have the numbers`() throws {
    let details = try #require(example.view().part(PartID("details")))
    let upn = try #require(details.field("upn")?.value.plainText)
    let digits = upn.compactMap(\.wholeNumberValue)
    #expect(digits.count == 12 && upn.hasPrefix("N999"))
    let sum = zip(2..., digits).map { $0 * $1 }.reduce(0, +)
    #expect(Array("ABCDEFGHJKLMNPQRTUVWXYZ")[sum % 23] == upn.first)
    let number = try #require(details.field("nhs-number")?.value.plainText)
    let nhs = number.compactMap(\.wholeNumberValue)
    #expect(nhs.count == 10 && number.hasPrefix("999"))
    let weighted = zip((2...10).reversed(), nhs).map { $0 * $1 }.reduce(0, +)
    #expect((11 - weighted % 11) % 11 == nhs.last)
  }

  @Test(arguments: [
    (#""need-reading""#, #""need-raeding""#, "no record"),
    (#""area": "semh""#, #""area": "social""#, "allowed are communication-interaction"),
    (#""school-year": 9"#, #""school-year": "9""#, "details.fields.school-year: should be"),
    (#""label": "need-number""#, #""label": "need-memory""#, "is defined twice"),
    (#""date-of-birth": "2013-03-14""#, #""date-of-birth": "14/03/2013""#, "is no date"),
    (#""forename""#, #""first-name""#, "no field"),
    (#""advice-ep""#, #""L""#, "no part"),
    (#""role": "caseworker""#, #""role": "head""#, "no role"),
  ])
  func `an example that does not fit its template is refused with the place`(
    old: String, new: String, message: String
  ) throws {
    let bytes = try #require(EnglandPack.files["Example/plan.json"])
    let pieces = String(decoding: bytes, as: UTF8.self)
      .split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    #expect(pieces.count == 2)
    do {
      _ = try ExamplePlan.read(
        file: "England/Example/plan.json", bytes: Array(pieces.joined(separator: new).utf8),
        template: template)
      Issue.record("the example was accepted")
    } catch {
      #expect(error.description.contains(message), "\(error)")
      #expect(error.description.hasPrefix("England/Example/plan.json:"))
    }
  }
}
