/// The way from one version to another: which events to take back and which to put in.
///
/// Asked at every turn of a walk, so it keeps its room from one question to the next.
///
/// Source: the version difference of Gentle & Kleppmann, EuroSys 2025, section 3.2.
struct VersionMoves {
  /// Descending.
  private(set) var retreats: [Range<Int>] = []
  /// Descending too.
  private(set) var advances: [Range<Int>] = []
  private var heads: [(version: Int, flag: UInt8)] = []

  /// - Parameter base: everything before it is in both versions' histories.
  /// - Complexity: O(r k) for r linear runs between the versions and what they share, k heads at once.
  mutating func find(
    from current: [Int], to target: [Int], base: Int, graph: borrowing EventGraph
  ) {
    retreats.removeAll(keepingCapacity: true)
    advances.removeAll(keepingCapacity: true)
    heads.removeAll(keepingCapacity: true)
    for version in current { mark(version, 1, base) }
    for version in target { mark(version, 2, base) }
    // From the highest version down: a version's flag is complete when its turn comes.
    var later = graph.runStart.count
    while heads.contains(where: { $0.flag != 3 }) {
      let top = takeTop()
      let run = graph.runIndex(of: top.version, before: later)
      later = run &+ 1
      let start = max(base, Int(graph.runStart[run]))
      var below = -1
      for head in heads where head.version >= start { below = max(below, head.version) }
      let lower = below >= 0 ? below + 1 : start
      if top.flag == 1 { retreats.append(lower..<top.version + 1) }
      if top.flag == 2 { advances.append(lower..<top.version + 1) }
      if below >= 0 {
        mark(below, top.flag, base)
      } else if start > base {
        for parent in graph.parents(ofRun: run) { mark(Int(parent), top.flag, base) }
      }
    }
  }

  private mutating func mark(_ version: Int, _ flag: UInt8, _ base: Int) {
    if version < base { return }
    for index in heads.indices where heads[index].version == version {
      heads[index].flag |= flag
      return
    }
    heads.append((version, flag))
  }

  private mutating func takeTop() -> (version: Int, flag: UInt8) {
    var best = 0
    for index in heads.indices where heads[index].version > heads[best].version { best = index }
    let top = heads[best]
    heads[best] = heads[heads.count &- 1]
    heads.removeLast()
    return top
  }
}
