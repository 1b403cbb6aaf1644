import Testing

/// What people are told, as the transcripts have it.
struct TranscriptTests {
  /// Outcomes after which there is nothing to do.
  private static let ends = [
    "All your changes are stored on the server.", "Nothing to review.", "Signed out.",
    "No plan is left on this device.", "Removed.", " may now work on ", "(markdown)", "(html)",
    "(json)",
    "(docx)", "(pdf)", "Undone: ", "Done again: ", "Nothing new.", "Nothing to mend.",
    "thread.html", "plan.ics",
    ", in time", " files of ",
  ]

  /// What a failure says in its own sentence, where no line below it does; what blocks an official act
  /// stands in the list above the line.
  private static let advice = [
    "; ask for a new one", "; choose another", "; correct it", "Copy it again", "Blocked: ",
  ]

  @Test func `whatever goes wrong says what to do next`() throws {
    var count = 0
    for file in Repository.files(under: "Tests/Fixtures/Transcripts") {
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.hasPrefix("✗ ") {
        count += 1
        let below = index + 1 < lines.count ? lines[index + 1] : ""
        #expect(
          below.hasPrefix("  ") || line.contains("Next: ")
            || Self.advice.contains { line.contains($0) }, "\(file):\(index + 1) \(line)")
      }
    }
    #expect(count > 10)
  }

  @Test func `what was done says what comes next, unless nothing does`() throws {
    var count = 0
    for file in Repository.files(under: "Tests/Fixtures/Transcripts") {
      for line in try Repository.text(file).split(separator: "\n") where line.hasPrefix("✓ ") {
        count += 1
        #expect(
          line.contains("Next: ") || Self.ends.contains { line.contains($0) }, "\(file): \(line)")
      }
    }
    #expect(count > 10)
  }
}
