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
    // The text so far, in UTF-8; where each of its words begins, and who wrote in it last.
    var text: [UInt8] = []
    var words: [(start: Int, by: Attribution)] = []
    var isInWord = false
    for run in history.visibleRuns {
      let isPlain = attributions.isPlain(run.first.agent)
      var start = text.count
      for (offset, scalar) in run.text.unicodeScalars.enumerated() {
        let isSpace = scalar.isWhitespace
        let event = run.stretch.event(at: UInt64(offset))
        if words.isEmpty || (!isSpace && !isInWord) {
          words.append((start, attributions.attribution(of: event)))
        } else if !isSpace, !isPlain || words[words.count - 1].by.writer != run.first.agent {
          let last = words[words.count - 1].by
          let by = attributions.attribution(of: event)
          if last.writer != by.writer, document.happened(last.event, before: by.event) {
            words[words.count - 1].by = by
          }
        }
        isInWord = !isSpace
        start += UTF8.width(scalar)
      }
      text += run.text.utf8
    }
    var runs: [(start: Int, by: Attribution)] = []
    for word in words where runs.last.map({ isOne($0.by, word.by) }) != true { runs.append(word) }
    let ends = runs.dropFirst().map(\.start) + [text.count]
    return zip(runs, ends).map { run, end in
      BlameRun(text: String(decoding: text[run.start..<end], as: UTF8.self), by: run.by)
    }
  }
}
