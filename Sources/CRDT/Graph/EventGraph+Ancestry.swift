/// Questions about before and after.
extension EventGraph {
  private static let branchesLookedAt = 16

  /// Whether `ancestor` is `version` or one of its ancestors.
  ///
  /// O(log runs) where the runs between them are linear, O(runs between them) at worst.
  func isAncestor(_ ancestor: Int, orEqual version: Int) -> Bool {
    if ancestor == version { return true }
    if ancestor > version { return false }
    let run = runIndex(of: version)
    if reach(ofRun: run) <= ancestor { return true }
    if let answer = looksBack(for: ancestor, from: run) { return answer }
    return contains(ancestor, inHistoryOf: parents(ofRun: run).map { Int($0) })
  }

  /// Whether `ancestor`, which is before run `run`, is among its ancestors; nil where so many branches
  /// lie between that the question needs more room than this takes.
  ///
  /// Two people who write at the same time ask this at every turn, so it allocates nothing.
  private func looksBack(for ancestor: Int, from run: Int) -> Bool? {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.branchesLookedAt) { pending in
      var count = 0
      var run = run
      while true {
        for parent in parents(ofRun: run) where Int(parent) >= ancestor {
          let parent = Int(parent)
          if parent == ancestor { return true }
          if pending[..<count].contains(parent) { continue }
          if count == Self.branchesLookedAt { return nil }
          pending[count] = parent
          count &+= 1
        }
        // Highest first, so no run is taken twice but for two branches off the same one.
        guard let next = (0..<count).max(by: { pending[$0] < pending[$1] }) else { return false }
        run = runIndex(of: pending[next])
        count &-= 1
        pending[next] = pending[count]
        if reach(ofRun: run) <= ancestor { return true }
      }
    }
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
}
