package import CRDT

/// Words that stand in a text, all by one hand.
package struct BlameRun: Hashable, Sendable {
  package var text: String
  package var by: Attribution

  package init(text: String, by: Attribution) {
    self.text = text
    self.by = by
  }
}

extension PartDocument {
  /// Who wrote each of a text's words. Whole words: one that several people wrote in is the last
  /// one's to write in it, as far as the history orders them; white space goes with the words before.
  ///
  /// - Parameters:
  ///   - attributions: of this very part.
  ///   - isOne: whether words of two attributions are told together.
  /// - Complexity: O(everything ever written in the text).
  package func blame(
    field: String, of record: EventID?, by attributions: Attributions,
    joining isOne: (Attribution, Attribution) -> Bool
  ) throws(ContentError) -> [BlameRun] {
    let template = try self.field(field, of: record)
    guard template.kind == .text else {
      throw .wrongKind(field: field, expected: template.kind)
    }
    let history = document.textHistory(at: ObjectAddress(record: record, key: field))
    var words: [BlameRun] = []
    var isInWord = false
    for run in history.runs where run.isVisible {
      for (offset, scalar) in run.text.unicodeScalars.enumerated() {
        let by = attributions.attribution(
          of: EventID(agent: run.first.agent, sequence: run.first.sequence + UInt64(offset)))
        let isSpace = scalar.properties.isWhitespace
        if words.isEmpty || (!isSpace && !isInWord) {
          words.append(BlameRun(text: String(scalar), by: by))
        } else {
          words[words.count - 1].text.unicodeScalars.append(scalar)
          let last = words[words.count - 1].by
          if !isSpace, last.writer != by.writer, document.happened(last.event, before: by.event) {
            words[words.count - 1].by = by
          }
        }
        isInWord = !isSpace
      }
    }
    var runs: [BlameRun] = []
    for word in words {
      if let last = runs.indices.last, isOne(runs[last].by, word.by) {
        runs[last].text += word.text
      } else {
        runs.append(word)
      }
    }
    return runs
  }
}
