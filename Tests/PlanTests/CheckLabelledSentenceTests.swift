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

  /// Written from the law alone, by somebody who had not read the readers: as plan authors write.
  @Test func `sentences by another hand are judged as their labels say`() throws {
    var run = CheckLabelRun()
    run.provisions(try CheckLabelledSentence.load("provision-sentences-independent"))
    run.outcomes(try CheckLabelledSentence.load("outcome-sentences-independent"))
    run.prose(try CheckLabelledSentence.load("prose-sentences-independent"))
    run.children(try CheckLabelledSentence.load("child-sentences-independent"))
    run.report("by another hand")
    for (rule, score) in run.scores {
      #expect(score.precision >= 0.9, "\(rule)")
      #expect(score.recall >= 0.9, "\(rule)")
    }
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
