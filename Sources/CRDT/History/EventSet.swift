/// A set of events by local version: everything that one version of a document holds.
///
/// Ranges, ascending and apart; versions of a long history are seldom more than a few.
struct EventSet: Hashable, Sendable {
  private(set) var ranges: [Range<Int>] = []

  /// The events before `version`.
  init(before version: Int) {
    if version > 0 { ranges = [0..<version] }
  }

  /// Everything in the history of `heads`, themselves included.
  ///
  /// - Complexity: O(linear runs of history up to the greatest head).
  init(historyOf heads: [Int], in graph: borrowing EventGraph) {
    guard let top = heads.max() else { return }
    var run = graph.runIndex(of: top)
    // How far each run is wanted; parents come before children, so one pass down is enough.
    var wanted = [Int](repeating: 0, count: run + 1)
    for head in heads {
      let index = graph.runIndex(of: head)
      wanted[index] = max(wanted[index], head + 1)
    }
    var descending: [Range<Int>] = []
    while run >= 0 {
      let start = graph.runRange(run).lowerBound
      if wanted[run] > start {
        if let last = descending.last, last.lowerBound == wanted[run] {
          descending[descending.count - 1] = start..<last.upperBound
        } else {
          descending.append(start..<wanted[run])
        }
        for parent in graph.parents(ofRun: run) {
          let index = graph.runIndex(of: Int(parent))
          wanted[index] = max(wanted[index], Int(parent) + 1)
        }
      }
      run -= 1
    }
    ranges = descending.reversed()
  }

  /// Whether the set holds `version`. O(log ranges).
  func contains(_ version: Int) -> Bool { stretch(around: version).isHeld }

  /// Whether the set holds `version`, and the stretch of versions around it of which the same is true.
  func stretch(around version: Int) -> (isHeld: Bool, start: Int, end: Int) {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= version { low = middle + 1 } else { high = middle }
    }
    if low < ranges.count, ranges[low].lowerBound <= version {
      return (true, ranges[low].lowerBound, ranges[low].upperBound)
    }
    return (
      false, low > 0 ? ranges[low - 1].upperBound : 0,
      low < ranges.count ? ranges[low].lowerBound : Int.max
    )
  }
}
