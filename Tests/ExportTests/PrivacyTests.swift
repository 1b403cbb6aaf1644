import CRDT
import Export
import Plan
import Testing

/// Nothing is shown that the reader was not meant to see.
@Suite struct PrivacyTests {
  @Test(arguments: ExportFormat.allCases)
  func `an extract shows nothing of the other parts`(format: ExportFormat) {
    let options = ExportOptions(sections: [PartID("F")], includesComments: true)
    let text = exported(EverythingPlan.view(), as: format, options: options)
    for secret in [
      "Sami Tam", "S.T.", "Reading accuracy", "Joining in", "Okoro", "Jo <b>", "23 of 100",
      "Milbury",
      "Reads a short book", "Educational psychology advice",
    ] { #expect(!text.contains(secret), "\(secret)") }
    #expect(text.contains("Daily reading practice"))
  }

  @Test(arguments: [ExportFormat.html, .docx, .markdown, .plainText])
  func `a withheld part is named and counted`(format: ExportFormat) {
    let text = exported(EverythingPlan.view(), as: format)
    #expect(text.contains("Section D"))
    #expect(text.contains("A report of advice (2)"))
    #expect(!text.contains("advice-7f"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `without comments no comment and no side of a review is shown`(format: ExportFormat) {
    let text = exported(EverythingPlan.view(), as: format)
    for words in ["How many words", "One hundred, by me", "needs some help", "C1", "Moved in"] {
      #expect(!text.contains(words), "\(words)")
    }
  }

  @Test func `JSON names nobody by account`() {
    #expect(!exported(EverythingPlan.view(), as: .json).contains("a-1"))
  }
}
