import Export
import Plan
import Testing

@Suite struct PlainTextTests {
  private let lines = exported(
    EverythingPlan.view(), as: .plainText, options: ExportOptions(includesComments: true)
  ).split(separator: "\n", omittingEmptySubsequences: false)

  @Test func `a line has at most 72 columns, unless one word is longer`() {
    let long = lines.filter { $0.unicodeScalars.count > 72 }
    #expect(long.count == 2)
    #expect(long.allSatisfy { $0.split(separator: " ").count == 1 })
  }

  @Test func `no line ends in a space, and no more than two empty lines follow each other`() {
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    let text = lines.joined(separator: "\n")
    #expect(!text.contains("\n\n\n\n"))
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
  }

  @Test func `nothing is drawn with rows of signs`() {
    for signs in ["----", "====", "****", "____"] {
      #expect(!lines.contains { $0.contains(signs) })
    }
  }
}
