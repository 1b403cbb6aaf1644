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
}
