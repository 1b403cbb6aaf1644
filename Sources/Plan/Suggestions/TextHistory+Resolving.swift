import CRDT

/// Where words that were named by their events are now.
struct ResolvedWords {
  /// Those that still stand, in present positions, ascending.
  var standing: [Range<Int>] = []
  /// Where the first of them stands or stood; nil where none is of this text.
  var position: Int?

  var standingCount: Int { standing.reduce(0) { $0 + $1.count } }

  /// Whether nobody has put anything between them.
  var isUnbroken: Bool {
    zip(standing, standing.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
  }

  /// From the first that stands through the last; nil where none does.
  var span: Range<Int>? {
    guard let first = standing.first, let last = standing.last else { return nil }
    return first.lowerBound..<last.upperBound
  }
}

extension TextHistory {
  /// O(runs × `words`).
  func resolve(_ words: [EventStretch]) -> ResolvedWords {
    var result = ResolvedWords()
    var position = 0
    for run in runs {
      for word in words {
        guard let overlap = word.overlap(with: run.stretch) else { continue }
        let offset = run.isVisible ? overlap.lowerBound : 0
        if result.position == nil { result.position = position + offset }
        guard run.isVisible else { continue }
        result.standing.append(position + overlap.lowerBound..<position + overlap.upperBound)
      }
      if run.isVisible { position += run.length }
    }
    result.standing.sort { $0.lowerBound < $1.lowerBound }
    return result
  }
}
