import Assets
import CRDT
import Export
import Import
import Plan
import Testing

/// What “export --format json” writes of a plan is taken in again as the same plan.
@Suite struct PlanFileTests {
  private static let pack = Result {
    let pack = PackFiles.embedded().first { $0.name == "England" }
    let files = pack?.files ?? [:]
    let template = try PlanTemplate.read(pack: "England", files: files)
    let example = try ExamplePlan.read(
      file: "Example/plan.json", bytes: files["Example/plan.json"] ?? [], template: template)
    return (template, example)
  }

  private let template: PlanTemplate
  private let example: ExamplePlan

  init() throws { (template, example) = try Self.pack.get() }

  private func exported(_ view: PlanView) -> [UInt8] {
    Exporter.export(view, as: .json, options: ExportOptions(includesComments: true))
  }

  /// The file written into a plan where nothing stands.
  private func takenIn(
    _ file: PlanFile
  ) throws -> (view: PlanView, omitted: [PlanContents.Omission]) {
    var parts: [PartID: PartDocument] = [:]
    for (index, id) in (template.parts.filter(\.isFixed).map(\.id) + file.contents.parts.map(\.id))
      .enumerated()
    {
      guard parts[id] == nil, let description = template.part(id) else { continue }
      var part = PartDocument(id: id, template: description)
      part.document.begin(as: AgentID(high: .max, low: UInt64(index)))
      parts[id] = part
    }
    var omitted: [PlanContents.Omission] = []
    let records = try file.contents.fill(&parts, omitted: &omitted)
    try file.contents.comment(on: &parts, records: records, omitted: &omitted) { $0.onBehalfOf }
    let view = PlanView(
      reference: file.reference, template: template, phase: .gather, parts: Array(parts.values))
    return (view, omitted)
  }

  private func expectSame(_ first: [UInt8], _ second: [UInt8]) throws {
    let (old, new) = (try JSONText.parse(first).value, try JSONText.parse(second).value)
    let (oldText, newText) = (
      Sameness.content(of: old).text(.indented), Sameness.content(of: new).text(.indented)
    )
    if oldText.utf8.elementsEqual(newText.utf8) { return }
    let lines = zip(
      oldText.split(separator: "\n"), newText.split(separator: "\n")
    ).enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record("they differ first here: \(lines.map { "\($0)" } ?? "in length")")
  }

  @Test func `the example plan comes back the same`() throws {
    let written = exported(example.view())
    let file = try PlanFile.read(written, template: template)
    #expect(file.leftovers == [])
    #expect(file.reference == "MK-0412")
    #expect(file.pack == template.pack)
    let (view, omitted) = try takenIn(file)
    #expect(omitted == [])
    try expectSame(written, exported(view))
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `a plan at random comes back the same`(seed: UInt64) throws {
    let written = exported(try RandomPlan(template, seed: seed).view())
    let file = try PlanFile.read(written, template: template)
    #expect(file.leftovers == [])
    let (view, omitted) = try takenIn(file)
    for omission in omitted {
      switch omission {
      // Their records were deleted.
      case .comment, .link: continue
      case .citation: Issue.record("\(omission)")
      }
    }
    try expectSame(written, exported(view))
  }

  @Test func `words that a report does not have are not cited`() throws {
    let file = try PlanFile.read(
      small(
        #"{"id": "B", "lists": [{"key": "needs", "records": [{"id": "r", "citations": [{"report": "#
          + #""advice-x", "quote": "never said"}]}]}]}, {"id": "advice-x", "fields": [{"key": "body", "#
          + #""value": "said"}]}"#), template: template)
    #expect(try takenIn(file).omitted == [.citation(part: PartID("B"), quote: "never said")])
  }

  @Test func `who wrote what is read along`() throws {
    let view = try RandomPlan(template, seed: 3).view()
    let file = try PlanFile.read(exported(view), template: template)
    let writer = PlanContents.Writer(name: "Priya Shah", role: RoleID("ep"))
    #expect(file.writers[PartID("B")] == [writer])
    let comments = file.contents.parts.flatMap(\.comments)
    #expect(!comments.isEmpty)
    #expect(comments.allSatisfy { $0.writer == writer })
  }

  // MARK: What does not fit

  private func small(_ part: String, version: Int = 1) -> [UInt8] {
    Array(
      #"{"format": "ehc-plan", "version": \#(version), "reference": "X", "parts": [\#(part)]}"#.utf8
    )
  }

  @Test func `words without a place here are left over, and named`() throws {
    let file = try PlanFile.read(
      small(
        #"{"id": "B", "fields": [{"key": "mood", "value": "glad"}], "lists": [{"key": "needs", "#
          + #""records": [{"id": "r", "fields": [{"key": "area", "value": "zeal"}, "#
          + #"{"key": "title", "value": 7}, {"key": "description", "value": "Reads."}]}]}]}, "#
          + #"{"id": "Z", "fields": [{"key": "a", "value": "gone"}]}"#), template: template)
    #expect(file.leftovers.map(\.place) == ["B.mood", "B.1.area", "B.1.title", "Z.a"])
    #expect(file.leftovers.map(\.words) == ["glad", "zeal", "7", "gone"])
    #expect(
      file.leftovers.map(\.reason) == [.unknownPlace, .badValue, .badValue, .unknownPlace])
    let need = file.contents.part(PartID("B"))?.lists.first?.records.first
    #expect(need?.fields.map(\.key) == ["description"])
  }

  @Test func `what belongs to the old plan is counted, not taken in`() throws {
    let file = try PlanFile.read(
      Array(
        (#"{"format": "ehc-plan", "version": 1, "reference": "X", "acts": [{}, {}], "#
          + #""withheld": ["D"], "parts": [{"id": "B", "reviews": [{}], "suggestions": [{}], "#
          + #""representations": [{}]}]}"#).utf8), template: template)
    #expect(
      file.remainders == [.acts: 2, .reviews: 1, .suggestions: 1, .representations: 1])
    #expect(file.withheld == [PartID("D")])
  }

  // MARK: Refusals

  private func refusal(_ bytes: [UInt8]) -> ImportError? {
    do {
      _ = try PlanFile.read(bytes, template: template)
      return nil
    } catch { return error }
  }

  @Test func `other JSON, other versions and other documents are refused by name`() {
    #expect(refusal(Array("{}".utf8)) == .otherForm(nil))
    #expect(refusal(Array("[1]".utf8)) == .otherForm(nil))
    #expect(
      refusal(Array(#"{"format": "ehc-document", "version": 1}"#.utf8))
        == .otherForm("ehc-document"))
    #expect(refusal(small("", version: 2)) == .otherVersion(2))
    #expect(
      refusal(small(#"{"id": 7}"#)) == .notAPlan(.init(line: 1, column: 73), expected: .string))
    #expect(
      refusal(small(#"{"id": "B"}, {"id": "B"}"#))
        == .duplicate(.init(line: 1, column: 79), name: "B"))
  }

  @Test func `a file too deep, too long or of too many values is refused`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(refusal(Array(deep.utf8)).map(Self.isNotJSON) == true)
    let values = #"{"id": "B", "fields": ["# + String(repeating: "[],", count: 500_000) + "[]]}"
    #expect(refusal(small(values)).map(Self.isNotJSON) == true)
    #expect(
      refusal([UInt8](repeating: 0x20, count: ImportLimits.planBytes + 1)).map(Self.isNotJSON)
        == true)
  }

  private static func isNotJSON(_ error: ImportError) -> Bool {
    if case .notJSON = error { true } else { false }
  }

  @Test func `a plan damaged anywhere is refused or read, and never traps`() throws {
    let file = small(
      #"{"id": "B", "lists": [{"key": "needs", "records": [{"id": "r", "citations": [{"report": "#
        + #""advice-x", "quote": "q"}], "fields": [{"key": "title", "value": "t"}]}]}], "comments": "#
        + #"[{"id": "c", "number": 1, "author": "a", "place": {"record": "r"}, "body": "b", "range": "#
        + #"{"start": 0, "end": 9}}]}"#)
    #expect(refusal(file) == nil)
    for index in file.indices {
      var bytes = file
      for change: UInt8 in [0x01, 0x02, 0x41] {
        bytes[index] = file[index] ^ change
        if let read = try? PlanFile.read(bytes, template: template) { _ = try? takenIn(read) }
      }
      _ = refusal(Array(file[..<index]))
    }
  }
}
