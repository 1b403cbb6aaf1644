import Assets
import CRDT
import Client
import Plan
import TestSupport
import Testing

/// A section as a form for an editor, and what comes back.
struct ClientFormTests {
  private let template: PlanTemplate
  private let parts: [PartID: PartDocument]
  private let agent = AgentID(high: 1, low: 1)

  init() throws {
    template = try ServerFixture.england.get()
    parts = try Self.example.get()
  }

  /// The example plan, played into documents once for all tests.
  private static let example: Result<[PartID: PartDocument], any Error> = Result {
    let template = try ServerFixture.england.get()
    let path = "Templates/England/Example/plan.json"
    let example = try ExamplePlan.read(
      file: path, bytes: #require(EmbeddedAssets.file(path)), template: template)
    var parts: [PartID: PartDocument] = [:]
    for part in example.parts {
      var document = PartDocument(id: part.id, template: try #require(template.part(part.id)))
      document.document.begin(as: AgentID(high: 1, low: 1))
      parts[part.id] = document
    }
    try example.fill(&parts)
    return parts
  }

  private var view: PlanView {
    PlanView(
      reference: "MK-0412", template: template, phase: .gather, parts: Array(parts.values))
  }

  private func part(_ id: String) throws -> PartDocument { try #require(parts[PartID(id)]) }

  private func form(_ part: PartDocument) -> String {
    let scope = FormScope(
      reference: "MK-0412", part: part.id, cursor: 7, events: part.document.eventCount)
    var writer = FormWriter(
      scope: scope, part: part.view(), template: part.template, plan: view)
    return writer.form()
  }

  /// What a form that was changed makes of a part.
  private func changes(
    _ part: PartDocument, _ edited: String
  ) throws -> (FormChanges, FormChanges.Outcome, PartDocument) {
    let seen = part.view()
    let original = try Form(reading: form(part), part: seen, template: part.template)
    let changed = try Form(reading: edited, part: seen, template: part.template)
    let changes = try FormChanges(
      from: original, to: changed, part: seen, template: part.template,
      values: ValueReader(plan: view))
    var copy = part
    copy.document.begin(as: AgentID(high: 2, low: 2))
    let outcome = try changes.apply(to: &copy)
    return (changes, outcome, copy)
  }

  private func error(_ part: PartDocument, _ edited: String) -> FormError? {
    do {
      _ = try changes(part, edited)
      return nil
    } catch { return error as? FormError }
  }

  private func line(_ text: String, of form: String) throws -> Int {
    let lines = form.split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0 == text }) + 1
  }

  // MARK: -

  @Test func `a form that comes back as it went out changes nothing`() throws {
    for part in parts.values {
      let (changes, outcome, after) = try changes(part, form(part))
      #expect(outcome.isEmpty, "\(part.id)")
      #expect(changes.leftOut.isEmpty)
      #expect(after.document.eventCount == part.document.eventCount)
    }
  }

  @Test func `an editor that ends lines with a carriage return changes nothing`() throws {
    let part = try part("F")
    let edited = form(part).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(try changes(part, edited).1.isEmpty)
  }

  @Test func `changed words become the words that differ, in the field they stand in`() throws {
    let part = try part("B")
    let before = part.view().collections[0].records[0].text("description")
    let sentence = try #require(before.split(separator: ".").first)
    let edited = form(part).replacing(sentence, with: "Carefully: \(sentence)")
    let (_, outcome, after) = try changes(part, edited)
    #expect(outcome.wordsAdded == 1)
    #expect(outcome.wordsRemoved == 0)
    #expect(outcome.valuesSet == 0)
    let inserted = "Carefully: ".unicodeScalars.count
    #expect(after.document.eventCount == part.document.eventCount + inserted)
  }

  @Test func `values are read as people write them`() throws {
    let part = try part("E")
    let first = part.view().collections[0].records[0]
    let date = try #require(first.field("by")?.value.plainText)
    let edited = form(part).replacing(
      "### by: \(date)", with: "### by: 3 September 2027", maxReplacements: 1)
    let (_, outcome, after) = try changes(part, edited)
    #expect(outcome.valuesSet == 1)
    let value = after.view().collections[0].records[0].field("by")?.value
    #expect(value == CivilDate(year: 2027, month: 9, day: 3).map { .date($0) })
  }

  @Test func `a new record stands where its heading stands`() throws {
    let part = try part("B")
    let records = part.view().collections[0].records
    let heading = "\n## need \(records[1].id.shortName)\n"
    let new = "\n## new need\n\n### title: Second of all\n\n### description\nNew words.\n"
    let edited = form(part).replacing(heading, with: new + heading)
    let (_, outcome, after) = try changes(part, edited)
    #expect(outcome.recordsAdded.count == 1)
    #expect(outcome.recordsMoved == 0)
    let now = after.view().collections[0].records
    #expect(now.count == records.count + 1)
    #expect(now[1].text("title") == "Second of all")
    #expect(now[1].text("description") == "New words.")
  }

  @Test func `a heading moved with what is below it is one move`() throws {
    let part = try part("B")
    let records = part.view().collections[0].records
    #expect(records.count >= 3)
    var blocks = form(part).components(before: "\n## need ")
    blocks.insert(blocks.remove(at: 1), at: blocks.count)
    let (_, outcome, after) = try changes(part, blocks.joined())
    #expect(outcome.recordsMoved == 1)
    #expect(
      after.view().collections[0].records.map(\.id)
        == records.dropFirst().map(\.id) + [records[0].id])
  }

  @Test(arguments: 0..<20)
  func `any order, with new and deleted records, is reached`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let part = try part("B")
    let records = part.view().collections[0].records
    var blocks = form(part).components(before: "\n## need ")
    let head = blocks.removeFirst()
    var deleted: [EventID] = []
    var wanted: [EventID?] = []
    var names = Array(zip(blocks, records.map(\.id))).shuffled(using: &random)
    for index in 0..<Int.random(in: 0...2, using: &random) {
      names.insert(
        ("\n## new need\n### title: New \(index)\n", EventID(agent: agent, sequence: .max)),
        at: Int.random(in: 0...names.count, using: &random))
    }
    var text = head
    for (block, id) in names {
      if id.sequence == .max {
        text += block
        wanted.append(nil)
      } else if Int.random(in: 0..<4, using: &random) == 0 {
        text += block.replacing("\n## need ", with: "\n## delete need ", maxReplacements: 1)
        deleted.append(id)
      } else {
        text += block
        wanted.append(id)
      }
    }
    let (_, outcome, after) = try changes(part, text)
    let old = Set(records.map(\.id))
    #expect(
      after.view().collections[0].records.map { old.contains($0.id) ? $0.id : nil } == wanted)
    #expect(outcome.recordsDeleted == deleted.count)
  }

  @Test func `a record that is left out stays, in its place`() throws {
    let part = try part("B")
    let records = part.view().collections[0].records
    var blocks = form(part).components(before: "\n## need ")
    blocks.remove(at: 2)
    let (changes, outcome, after) = try changes(part, blocks.joined())
    #expect(outcome.isEmpty)
    #expect(changes.leftOut == [records[1].id])
    #expect(after.view().collections[0].records.map(\.id) == records.map(\.id))
  }

  @Test func `prose may look like a form`() throws {
    var part = try part("A")
    let prose = "## need one\n### title: x\n<!-- no\n\\# yes\n\\\\## twice\n-->\n#hash\n\n    end"
    part.document.begin(as: AgentID(high: 3, low: 3))
    try part.set(.text(prose), field: "history", of: nil)
    let (_, nothing, _) = try changes(part, form(part))
    #expect(nothing.isEmpty)
    let edited = form(part).replacing("    end", with: "    end.")
    let (_, outcome, after) = try changes(part, edited)
    #expect(outcome.wordsRemoved == 0)
    #expect(after.view().field("history")?.value.plainText == prose + ".")
  }

  @Test func `what others change meanwhile is kept`() throws {
    let base = try part("A")
    var theirs = base
    theirs.document.begin(as: AgentID(high: 4, low: 4))
    try theirs.set(.text("Their new words."), field: "history", of: nil)
    let edited = form(base).replacing("### aspirations\n", with: "### aspirations\nMine. ")
    let (_, _, mine) = try changes(base, edited)
    try theirs.document.receive(
      mine.document.contents(after: base.document.versionVector))
    #expect(theirs.view().field("history")?.value.plainText == "Their new words.")
    let mixed = theirs.view().field("aspirations")?.value.plainText ?? ""
    #expect(mixed.hasPrefix("Mine. ") || mixed.contains("Mine."))
  }

  // MARK: Faults

  @Test func `each fault is told with its line`() throws {
    let part = try part("B")
    let form = form(part)
    let records = part.view().collections[0].records
    let first = "## need \(records[0].id.shortName)"
    func broken(_ what: String, _ with: String) -> FormError? {
      error(part, form.replacing(what, with: with, maxReplacements: 1))
    }
    let line = try line(first, of: form)
    #expect(broken(first, "## need zzzzz") == .unknownRecord(line: line, "zzzzz"))
    #expect(
      broken(first, "## nede new \(records[0].id.shortName)")
        == .unknownList(line: line, "nede new", known: ["need"]))
    #expect(broken(first, "## ") == .badHeading(line: line, ""))
    #expect(
      broken(first, "\(first)\n### nonsense: x")
        == .unknownField(
          line: line + 1, "nonsense",
          known: ["area", "title", "description", "strengths", "sources"]))
    #expect(broken(first, "stray\n\(first)") == .strayText(line: line))
    #expect(broken(first, "\(first)\n<!-- open") == nil)
    #expect(error(part, form + "<!-- open") == .openComment(line: form.lineCount))
    let second = "## need \(records[1].id.shortName)"
    #expect(
      broken(second, first)
        == .twice(line: try self.line(second, of: form), records[0].id.shortName))
  }

  @Test func `a value that cannot be one is told with its line`() throws {
    let part = try part("E")
    let date = try #require(part.view().collections[0].records[0].field("by")?.value.plainText)
    let form = form(part)
    let edited = form.replacing(
      "### by: \(date)", with: "### by: next year", maxReplacements: 1)
    #expect(
      error(part, edited)
        == .badValue(line: try line("### by: \(date)", of: form), .notADate("next year")))
  }

  @Test(arguments: 0..<300)
  func `a mangled form is read or refused, and never traps`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let part = try part("J")
    var bytes = Array(form(part).utf8)
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.remove(at: at)
      case 1: bytes.insert("#<->\n\\: ".utf8.randomElement(using: &random) ?? 0, at: at)
      default: bytes[at] = "#<->\n\\: ".utf8.randomElement(using: &random) ?? 0
      }
    }
    _ = try? changes(part, String(decoding: bytes, as: UTF8.self))
  }
}

extension String {
  /// The text cut before each `mark`.
  fileprivate func components(before mark: String) -> [String] {
    var pieces = split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    for index in pieces.indices.dropFirst() { pieces[index] = mark + pieces[index] }
    return pieces
  }

  fileprivate var lineCount: Int {
    split(separator: "\n", omittingEmptySubsequences: false).count
  }
}
