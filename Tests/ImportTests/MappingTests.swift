import Assets
import CRDT
import Export
import Import
import Plan
import Testing

@Suite struct MappingTests {
  private static let pack = Result {
    let folder = "Templates/England/"
    var files: [String: [UInt8]] = [:]
    for path in EmbeddedAssets.paths where path.hasPrefix(folder) {
      files[String(path.dropFirst(folder.count))] = EmbeddedAssets.file(path)
    }
    let template = try PlanTemplate.read(pack: "England", files: files)
    let example = try ExamplePlan.read(
      file: "Example/plan.json", bytes: files["Example/plan.json"] ?? [], template: template)
    return (template, example)
  }

  private let template: PlanTemplate
  private let example: ExamplePlan
  private var mapper: ImportMapper { ImportMapper(template: template) }

  init() throws { (template, example) = try Self.pack.get() }

  private func document(_ text: String) throws -> ImportedDocument {
    try DocumentReader.read(Array(text.utf8), isMarkdown: true)
  }

  @Test func `sections are found by their headings`() throws {
    let document = try document(
      "# Section B: Special educational needs\nx\n# SECTION F\ny\n\nA teacher said so.")
    #expect(mapper.sections(in: document) == [PartID("B"), PartID("F")])
  }

  @Test(arguments: [
    "Section B", "SECTION B", "Section B: Special educational needs", "Section B – needs",
    "Special educational needs", "B. Special educational needs", "Section B.",
  ])
  func `a section's heading is known in the ways people write it`(heading: String) throws {
    let document = try document("# \(heading)\n\nNeed 1: Reading\n")
    #expect(mapper.sections(in: document) == [PartID("B")], "\(heading)")
  }

  @Test func `needs become records, with their fields`() throws {
    let document = try document(
      """
      ## Section B
      Need 1: Reading single words
      Area of need: Cognition and learning

      Sami reads 23 of 100 words.
      He guesses the rest.

      ### Need B.2 – Talking with others
      Sami waits to be asked.
      """)
    let proposal = try #require(mapper.proposal(for: document, in: PartID("B")))
    #expect(proposal.records.count == 2)
    #expect(
      proposal.records[0].entries.map(\.words).contains {
        $0.contains("23 of 100 words. He guesses the rest.")
      })
    #expect(proposal.records[0].entries.contains { $0.words == "Cognition and learning" })
    #expect(proposal.records[0].entries.contains { $0.words == "Reading single words" })
    #expect(proposal.records[1].entries.contains { $0.words == "Talking with others" })
    #expect(proposal.leftovers.isEmpty)
  }

  @Test func `a table with fields for columns gives a record a row`() throws {
    let document = try document(
      """
      # Section F
      | Provision | Who | How often |
      |---|---|---|
      | Paired reading | Teaching assistant | Every school day |
      | Talk group | Speech therapist | Once a week |
      """)
    let proposal = try #require(mapper.proposal(for: document, in: PartID("F")))
    #expect(proposal.records.count == 2)
    #expect(proposal.records[1].entries.map(\.words).contains("Once a week"))
  }

  @Test func `a document without sections goes where it is sent, and other sections do not`() throws
  {
    let whole = try document("Sami likes trains.")
    #expect(mapper.proposal(for: whole, in: PartID("A"))?.isEmpty == false)
    let other = try document("# Section B\n\nNeed 1: x")
    #expect(mapper.proposal(for: other, in: PartID("A")) == nil)
  }

  @Test(arguments: [ExportFormat.docx, .markdown])
  func `an exported plan finds its way back, word for word`(format: ExportFormat) throws {
    let view = example.view(phase: .final)
    let bytes = Exporter.export(view, as: format)
    let document = try DocumentReader.read(bytes, isMarkdown: format == .markdown)
    let proposals = mapper.proposals(for: document)
    #expect(Set(proposals.map(\.part)).isSuperset(of: ["A", "B", "E", "F"].map { PartID($0) }))
    for part in ["B", "E", "F"] {
      let id = PartID(part)
      let proposal = try #require(proposals.first { $0.part == id })
      let list = try #require(view.part(id)?.collections.first)
      #expect(proposal.records.count == list.records.count, "\(part)")
      for (record, read) in zip(list.records, proposal.records) {
        for field in record.fields where field.kind == .line && !field.value.plainText.isEmpty {
          let words = read.entries.first { $0.field == field.key }?.words
          #expect(words == field.value.plainText, "\(part).\(record.number).\(field.key)")
        }
      }
    }
  }

  @Test func `no word of a document is lost`() throws {
    let text = """
      # Section E
      loose words
      Outcome 1: Reading
      Steps: first, then
      unknown label: kept
      | a | b | c |
      |---|---|---|
      | d | e | f |
      """
    let document = try document(text)
    let proposal = try #require(mapper.proposal(for: document, in: PartID("E")))
    let kept =
      (proposal.entries + proposal.records.flatMap(\.entries)).map(\.words) + proposal.leftovers
    let all = kept.joined(separator: " ")
    for word in ["loose", "Reading", "first", "unknown label: kept", "a", "b", "c", "d", "e", "f"] {
      #expect(all.contains(word), "\(word)")
    }
  }
}
