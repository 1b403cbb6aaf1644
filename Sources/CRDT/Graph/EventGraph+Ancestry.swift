/// Questions about before and after.
extension EventGraph {
  /// Whether `ancestor` is `version` or one of its ancestors.
  ///
  /// O(log runs) where the runs between them are linear, O(runs between them) at worst.
  func isAncestor(_ ancestor: Int, orEqual version: Int) -> Bool {
    if ancestor == version { return true }
    if ancestor > version { return false }
    let run = runIndex(of: version)
    if reach(ofRun: run) <= ancestor { return true }
    return contains(ancestor, inHistoryOf: parents(ofRun: run).map { Int($0) })
  }

  /// Whether `version` is in the history of the version whose heads are `heads`.
  func contains(_ version: Int, inHistoryOf heads: [Int]) -> Bool {
    var pending = heads.filter { $0 >= version }
    var visited = Set<Int>()
    while let next = pending.popLast() {
      if next == version { return true }
      let run = runIndex(of: next)
      if reach(ofRun: run) <= version { return true }
      if !visited.insert(run).inserted { continue }
      for parent in parents(ofRun: run) where Int(parent) >= version {
        pending.append(Int(parent))
      }
    }
    return false
  }

  /// The heads of the history of `versions` taken together: those none of the others descends from,
  /// ascending.
  func heads(of versions: [Int]) -> [Int] {
    let candidates = Array(Set(versions)).sorted()
    if candidates.count < 2 { return candidates }
    return candidates.filter { candidate in
      !candidates.contains { $0 > candidate && isAncestor(candidate, orEqual: $0) }
    }
  }

  /// What the histories of two versions do not share, as ascending disjoint ranges.
  ///
  /// Source: the version difference of Gentle & Kleppmann, EuroSys 2025, section 3.2.
  /// - Complexity: O(r log r) for r runs that are in one history only or border on them.
  func difference(_ left: [Int], _ right: [Int]) -> (left: [Range<Int>], right: [Range<Int>]) {
    var onlyLeft: [Range<Int>] = []
    var onlyRight: [Range<Int>] = []
    // Version → which histories it is in: 1 left, 2 right, 3 both. Taken from the highest down, so
    // a version's flag is complete when its turn comes.
    var flags: [Int: UInt8] = [:]
    for head in left { flags[head, default: 0] |= 1 }
    for head in right { flags[head, default: 0] |= 2 }
    while flags.values.contains(where: { $0 != 3 }), let top = flags.keys.max() {
      let flag = flags.removeValue(forKey: top) ?? 3
      let run = runIndex(of: top)
      let start = Int(runStart[run])
      // Another head within this run, below: the stretch between has this flag alone.
      let below = flags.keys.filter { $0 >= start }.max()
      let lower = below.map { $0 + 1 } ?? start
      if flag == 1 { onlyLeft.append(lower..<top + 1) }
      if flag == 2 { onlyRight.append(lower..<top + 1) }
      if let below {
        flags[below, default: 0] |= flag
      } else {
        for parent in parents(ofRun: run) { flags[Int(parent), default: 0] |= flag }
      }
    }
    return (Self.joined(onlyLeft), Self.joined(onlyRight))
  }

  private static func joined(_ descending: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in descending.reversed() {
      if let last = result.last, last.upperBound == range.lowerBound {
        result[result.count - 1] = last.lowerBound..<range.upperBound
      } else {
        result.append(range)
      }
    }
    return result
  }
}
