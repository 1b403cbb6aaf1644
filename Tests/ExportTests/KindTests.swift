import CRDT
import Export
import Plan
import Testing

/// What each kind of document promises, whatever its golden file says.
@Suite struct KindTests {
  private static let readable: [ExportFormat] = [.html, .docx, .markdown, .plainText]

  private func text(
    _ kind: ExportKind, as format: ExportFormat = .plainText,
    _ options: ExportOptions = ExportOptions()
  ) throws -> String {
    let bytes = try EverythingPlan.matters().filter { $0.kind == kind }.flatMap {
      Exporter.export(EverythingPlan.viewOfKinds(), matter: $0, as: format, options: options)
    }
    let text = format == .docx ? wordText(bytes) : String(decoding: bytes, as: UTF8.self)
    return format == .plainText ? text.split { $0.isWhitespace }.joined(separator: " ") : text
  }

  @Test func `every kind but the plan has an example here`() throws {
    #expect(
      try EverythingPlan.matters().map(\.kind) == ExportKind.allCases.filter { $0 != .plan })
  }

  @Test func `a working document marks each side's words, and agreement, by whoever wrote them`()
    throws
  {
    let text = try text(.workingDocument)
    #expect(text.contains("[Authority’s deletion: some]"))
    #expect(text.contains("[Authority’s proposal: daily]"))
    #expect(text.contains("[Agreed: and spelling]"))
    #expect(text.contains("[Parent’s proposal: *often*]"))
    #expect(text.contains("accepted by M. Okoro"))
    #expect(text.contains("Sami says so himself"))
  }

  @Test func `words changed in one go are one proposal, and a whole record is one`() throws {
    let count = try Exporter.proposals(
      EverythingPlan.viewOfKinds(), comparison: EverythingPlan.comparison(),
      options: ExportOptions())
    // some/daily, spelling, often; removed; added; moved; the setting; the suggestion that waits.
    #expect(count.proposals == 8)
    #expect(count.agreed == 1)
  }

  @Test func `an amendment notice names what did not change and prints nothing of it`() throws {
    let text = try text(.amendmentNotice)
    #expect(text.contains("[Added: daily]") && text.contains("[Deleted: some]"))
    #expect(text.contains("Section A") && !text.contains("I like maps"))
    #expect(text.contains("Handwriting"))
    #expect(!text.contains("note 1"))
  }

  @Test(arguments: readable)
  func `subject access names workers, and relatives by their role only`(format: ExportFormat) throws
  {
    let text = try text(.subjectAccess, as: format)
    #expect(text.contains("Priya Shah"))
    for third in ["Jo <b>", "Jo &lt;b", "J. Tam", "K. <Tanner>", "Tanner", "a-3"] {
      #expect(!text.contains(third), "\(third)")
    }
    #expect(text.contains("somebody as parent or young person"))
  }

  @Test func `easy read asks and the plan answers`() throws {
    let text = try text(.easyRead)
    #expect(text.contains("Who helps?") && text.contains("Speech and language therapist"))
    #expect(!text.contains("reg 12"))
  }

  @Test func `a report says who signed it, or that nobody has`() throws {
    #expect(try text(.advice).contains("Signed by: Priya Shah"))
    var view = EverythingPlan.viewOfKinds()
    view.acts = []
    let bytes = Exporter.export(view, matter: .advice, as: .plainText)
    #expect(String(decoding: bytes, as: UTF8.self).contains("Not signed yet"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `a copy for somebody names what she may not read and shows none of it`(
    format: ExportFormat
  ) throws {
    let view = EverythingPlan.viewOfKinds().readable([PartID("B")])
    let options = ExportOptions(
      recipient: ExportRecipient(name: "SENCO or teacher", doubtful: [PartID("F")]))
    for matter in try EverythingPlan.matters() where !matter.kind.comparesVersions {
      let bytes = Exporter.export(view, matter: matter, as: format, options: options)
      let text = format == .docx ? wordText(bytes) : String(decoding: bytes, as: UTF8.self)
      for secret in ["Sami Tam", "precision teaching", "I met Sami", "To drive a train"] {
        #expect(!text.contains(secret), "\(matter.kind) \(secret)")
      }
      #expect(text.contains("Left out in case") && text.contains("SENCO or teacher"))
    }
  }

  @Test func `equal matter gives equal bytes`() throws {
    for matter in try EverythingPlan.matters() {
      let view = EverythingPlan.viewOfKinds()
      let isSame =
        Exporter.export(view, matter: matter, as: .html)
        == Exporter.export(view, matter: matter, as: .html)
      #expect(isSame)
    }
  }
}
