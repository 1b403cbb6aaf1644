import Terminal
import Testing

struct ProgressTests {
  @Test func `a bar is as full as the work is done, and fits the line`() {
    func text(_ done: Int, _ total: Int?, width: Int = 80, isUnicode: Bool = true) -> String {
      ProgressLine.text(
        "Fetching", done, of: total, "sections", width: width, isUnicode: isUnicode)
    }
    #expect(text(6, 12) == "Fetching ████████████░░░░░░░░░░░░ 6 of 12 sections")
    #expect(text(99, 12, isUnicode: false).contains("########################"))
    #expect(text(6, 12, width: 40) == "Fetching ██████░░░░░░░ 6 of 12 sections")
    #expect(text(6, nil) == "Fetching 6 sections")
    #expect(text(6, 12, width: 24) == "Fetching 6 of 12 sections")
  }
}
