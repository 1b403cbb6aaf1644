import Testing

@Suite struct CheckLabelledSentenceTests {
  @Test func `the labelled sentences are judged as their labels say`() throws {
    var run = CheckLabelRun()
    run.provisions(try CheckLabelledSentence.load("provision-sentences"))
    run.outcomes(try CheckLabelledSentence.load("outcome-sentences"))
    run.prose(try CheckLabelledSentence.load("prose-sentences"))
    run.children(try CheckLabelledSentence.load("child-sentences"))
    run.report("labelled")
    for (rule, score) in run.scores {
      #expect(score.precision >= 0.9, "\(rule)")
      #expect(score.recall >= 0.9, "\(rule)")
    }
    #expect(Double(run.exactMissing) >= 0.9 * Double(run.incomplete))
  }

  @Test func `sentences held back while the reader was written are judged as well`() throws {
    var run = CheckLabelRun()
    run.provisions(try CheckLabelledSentence.load("provision-sentences-held"))
    run.outcomes(try CheckLabelledSentence.load("outcome-sentences-held"))
    run.prose(try CheckLabelledSentence.load("prose-sentences-held"))
    run.children(try CheckLabelledSentence.load("child-sentences-held"))
    run.report("held back")
    for (rule, score) in run.scores {
      #expect(score.precision >= 0.9, "\(rule)")
      #expect(score.recall >= 0.9, "\(rule)")
    }
  }
}
