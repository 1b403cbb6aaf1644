import CRDT
import Plan

extension PartDocument {
  /// The same as `blame`, scalar by scalar as its words describe it.
  func slowBlame(
    field: String, of record: EventID, joining isOne: (Attribution, Attribution) -> Bool
  ) -> [BlameRun] {
    let attributions = Attributions(of: self)
    let history = document.textHistory(at: ObjectAddress(record: record, key: field))
    var words: [BlameRun] = []
    var isInWord = false
    for run in history.runs where run.isVisible {
      for (offset, scalar) in run.text.unicodeScalars.enumerated() {
        let by = attributions.attribution(of: run.stretch.event(at: UInt64(offset)))
        let isSpace = scalar.properties.isWhitespace
        if words.isEmpty || (!isSpace && !isInWord) {
          words.append(BlameRun(text: String(scalar), by: by))
        } else {
          let last = words[words.count - 1].by
          words[words.count - 1].text.unicodeScalars.append(scalar)
          if !isSpace, last.writer != by.writer, document.happened(last.event, before: by.event) {
            words[words.count - 1].by = by
          }
        }
        isInWord = !isSpace
      }
    }
    return words.reduce(into: []) { runs, word in
      if let last = runs.last, isOne(last.by, word.by) {
        runs[runs.count - 1].text += word.text
      } else {
        runs.append(word)
      }
    }
  }
}
