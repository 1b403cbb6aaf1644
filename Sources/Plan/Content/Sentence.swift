import CRDT

/// One sentence of a text with everything that was ever written in it.
struct Sentence {
  /// An insertion or deletion in the sentence, which everybody has seen whole or not at all.
  struct Touch: Hashable {
    /// Its first event.
    var event: EventID
    /// Its last.
    var last: EventID
  }

  private(set) var runs: [TextHistory.Run] = []
  /// Where it begins in the present text, in scalars.
  private(set) var start = 0

  var touches: [Touch] {
    var seen = Set<Touch>()
    var result: [Touch] = []
    for run in runs {
      for event in [run.first] + run.deletions {
        let last = EventID(
          agent: event.agent, sequence: event.sequence + UInt64(run.length - 1))
        let touch = Touch(event: event, last: last)
        if seen.insert(touch).inserted { result.append(touch) }
      }
    }
    return result
  }

  /// Where its words stand in the present text, without white space at their ends.
  var range: Range<Int> {
    let scalars = runs.filter(\.isVisible).flatMap { Array($0.text.unicodeScalars) }
    let first = scalars.firstIndex { !$0.properties.isWhitespace } ?? 0
    let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? first
    return start + first..<start + end
  }

  /// The words as they are if only the insertions and deletions that `counts` says count.
  func words(_ counts: (EventID) -> Bool) -> String {
    let text = runs.filter { run in
      counts(run.first) && !run.deletions.contains(where: counts)
    }.map(\.text).joined()
    return text.trimmingSpaces
  }

  /// Cuts a text's history after each full stop, question or exclamation mark that white space
  /// follows, and after each line break, of what is visible; deleted words go with the sentence they
  /// stood in.
  ///
  /// - Parameter runs: of the text's whole history, the same on every replica.
  static func split(_ runs: [TextHistory.Run]) -> [Sentence] {
    var sentences: [Sentence] = []
    var current = Sentence()
    var afterStop = false
    var position = 0
    for run in runs {
      guard run.isVisible else {
        current.runs.append(run)
        continue
      }
      let scalars = Array(run.text.unicodeScalars)
      var start = 0
      for (index, scalar) in scalars.enumerated() {
        let isBreak = scalar == "\n" || (afterStop && scalar.properties.isWhitespace)
        if isBreak {
          current.append(run, scalars, start..<index + 1)
          if !current.runs.isEmpty { sentences.append(current) }
          current = Sentence()
          current.start = position + index + 1
          start = index + 1
        }
        afterStop = scalar == "." || scalar == "?" || scalar == "!"
      }
      current.append(run, scalars, start..<scalars.count)
      position += run.length
    }
    if !current.runs.isEmpty { sentences.append(current) }
    return sentences
  }

  private mutating func append(
    _ run: TextHistory.Run, _ scalars: [Unicode.Scalar], _ range: Range<Int>
  ) {
    if range.isEmpty { return }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    runs.append(
      TextHistory.Run(
        first: EventID(
          agent: run.first.agent, sequence: run.first.sequence + UInt64(range.lowerBound)),
        text: text, length: range.count, deletions: run.deletions))
  }
}

extension String {
  /// Without white space at either end.
  var trimmingSpaces: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
