import Assets
import Export
import Plan
import Testing

/// The example plan of England: seven thousand words, all sections.
@Suite struct ExampleTests {
  private static let example = Result {
    let folder = "Templates/England/"
    var files: [String: [UInt8]] = [:]
    for path in EmbeddedAssets.paths where path.hasPrefix(folder) {
      files[String(path.dropFirst(folder.count))] = EmbeddedAssets.file(path)
    }
    let template = try PlanTemplate.read(pack: "England", files: files)
    return try ExamplePlan.read(
      file: "Example/plan.json", bytes: files["Example/plan.json"] ?? [], template: template)
  }

  private let view: PlanView

  init() throws { view = try Self.example.get().view(phase: .final) }

  @Test(arguments: ExportFormat.allCases)
  func `no word that was written is lost`(format: ExportFormat) {
    let text = Self.words(of: Self.unescaped(exported(view, as: format), from: format))
    let fields = view.parts.flatMap { part in
      part.fields + part.collections.flatMap(\.records).flatMap(\.fields)
    }
    let written = fields.flatMap { field -> [String] in
      switch field.value {
      case .text(let text): text.split(separator: "\n").map(String.init)
      case .line(let line): [line]
      default: []
      }
    }
    #expect(written.count > 300)
    for paragraph in written { #expect(text.contains(Self.words(of: paragraph))) }
  }

  @Test func `roles, options and lists are called what the template calls them`() {
    let text = exported(view, as: .plainText)
    for words in ["Area of need: Communication and interaction", "Need B.1: ", "Provision F.20: "] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func `the JSON is read back as it was written`() throws {
    let bytes = Exporter.export(view, as: .json)
    let value = try JSONText.parse(bytes).value
    #expect(Array((value.text(.indented) + "\n").utf8) == bytes)
    #expect(value["format"] == "ehc-plan")
  }

  // MARK: Reading exports back

  private static func words(of text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  private static func unescaped(_ text: String, from format: ExportFormat) -> String {
    let escapes: [(String, String)] =
      switch format {
      case .html:
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      case .json: [("\\n", "\n"), ("\\\"", "\"")]
      case .markdown: [("\\", "")]
      case .plainText, .docx: []
      }
    return escapes.reduce(text) { text, escape in
      text.split(separator: escape.0, omittingEmptySubsequences: false).joined(separator: escape.1)
    }
  }
}
