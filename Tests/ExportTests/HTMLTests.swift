import Export
import Plan
import Testing

@Suite struct HTMLTests {
  static let html = exported(
    EverythingPlan.view(), as: .html, options: ExportOptions(includesComments: true))

  @Test func `every link leads to a place of the same file, and every place is there once`() {
    let targets = Self.values(of: "href", in: Self.html)
    let places = Self.values(of: "id", in: Self.html)
    #expect(targets.count > 20)
    #expect(targets.allSatisfy { $0.hasPrefix("#") && places.contains(String($0.dropFirst())) })
    #expect(Set(places).count == places.count)
  }

  @Test func `there is one first heading and no level is left out`() {
    let levels = Self.html.split(separator: "<h").dropFirst().compactMap {
      $0.first?.wholeNumberValue
    }
    #expect(levels.filter { $0 == 1 }.count == 1)
    #expect(levels.first == 1)
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
  }

  @Test func `no markup comes from the plan and nothing is fetched`() {
    for tag in ["<script", "<b>", "<img", "<link", "<iframe", "url("] {
      #expect(!Self.html.contains(tag), "\(tag)")
    }
    #expect(
      Self.html.contains("default-src &#39;none&#39;") || Self.html.contains("default-src 'none'"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `no control and no override reaches the reader`(format: ExportFormat) {
    let text = exported(
      EverythingPlan.view(), as: format, options: ExportOptions(includesComments: true))
    let hidden = text.unicodeScalars.filter { scalar in
      scalar != "\n" && scalar.properties.generalCategory == .control
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    #expect(hidden.isEmpty)
  }

  @Test func `a hostile reference ends neither the style nor the title`() {
    var view = EverythingPlan.view()
    view.reference = "\"}</style></title><script>x</script>\\"
    let html = exported(view, as: .html, options: ExportOptions(language: "en\" onload=\"x"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("onload"))
    #expect(html.split(separator: "</style>", omittingEmptySubsequences: false).count == 2)
  }

  @Test func `two parts or records of one name have places of their own`() {
    var view = EverythingPlan.view()
    view.parts.append(PartView(id: PartID("B "), title: "A twin"))
    view.parts[2].collections[0].records[2].number = 1
    let places = Self.values(of: "id", in: exported(view, as: .html))
    #expect(Set(places).count == places.count)
  }

  private static func values(of attribute: String, in html: String) -> [String] {
    html.split(separator: " \(attribute)=\"").dropFirst().compactMap { piece in
      piece.split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false).first.map(
        String.init)
    }
  }
}
