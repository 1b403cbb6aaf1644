/// A set of events by local version: everything that one version of a document holds.
///
/// Ranges, ascending and apart; versions of a long history are seldom more than a few.
struct EventSet: Hashable, Sendable {
  private(set) var ranges: [Range<Int>] = []
  /// How many events of the set come before each range.
  private var offsets: [Int] = []

  /// The events before `version`.
  init(before version: Int) {
    if version > 0 { ranges = [0..<version] }
    countOffsets()
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
    countOffsets()
  }

  private mutating func countOffsets() {
    var count = 0
    offsets = ranges.map { range in
      count += range.count
      return count - range.count
    }
  }

  /// Which of the set's events `version` is, counted from the first; nil if it is none. O(log ranges).
  func position(of version: Int) -> Int? {
    let index = index(around: version)
    guard index < ranges.count, ranges[index].lowerBound <= version else { return nil }
    return offsets[index] + version - ranges[index].lowerBound
  }

  /// Whether the set holds `version`. O(log ranges).
  func contains(_ version: Int) -> Bool { stretch(around: version).isHeld }

  /// Whether the set holds `version`, and the stretch of versions around it of which the same is true.
  func stretch(around version: Int) -> (isHeld: Bool, start: Int, end: Int) {
    let index = index(around: version)
    if index < ranges.count, ranges[index].lowerBound <= version {
      return (true, ranges[index].lowerBound, ranges[index].upperBound)
    }
    return (
      false, index > 0 ? ranges[index - 1].upperBound : 0,
      index < ranges.count ? ranges[index].lowerBound : Int.max
    )
  }

  /// The first range that ends after `version`.
  private func index(around version: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= version { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
