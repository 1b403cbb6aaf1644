/// A stretch of history cut into nodes that a replay visits one after the other.
///
/// A node is a run of events, each upon the one before, in which no other node begins or ends: every
/// parent is some node's last event. Nodes are numbered in order of local version.
struct WalkPlan {
  private(set) var start: [Int] = []
  private(set) var end: [Int] = []
  // Parents and children as slices of one array each; a parent outside the stretch is left out.
  private var parentBound: [Int] = [0]
  private var parentNodes: [Int32] = []
  private var childBound: [Int] = []
  private var childNodes: [Int32] = []

  var count: Int { start.count }

  func parents(_ node: Int) -> ArraySlice<Int32> {
    parentNodes[parentBound[node]..<parentBound[node + 1]]
  }

  func children(_ node: Int) -> ArraySlice<Int32> {
    childNodes[childBound[node]..<childBound[node + 1]]
  }

  /// Cuts `versions`, where every parent that is not inside is the stretch's common base.
  ///
  /// - Parameter boundary: a node ends here, so that what was there and what is new stay apart.
  /// - Complexity: O(r log r) for r linear runs in the stretch.
  init(_ versions: Range<Int>, boundary: Int, graph: EventGraph) {
    cut(versions, boundary: boundary, graph: graph)
    linkParents(versions, graph: graph)
    linkChildren()
  }

  private mutating func cut(_ versions: Range<Int>, boundary: Int, graph: EventGraph) {
    var cuts: [Int] = [versions.lowerBound]
    if versions.contains(boundary) { cuts.append(boundary) }
    var run = graph.runIndex(of: versions.lowerBound)
    while run < graph.runStart.count {
      let first = Int(graph.runStart[run])
      if first >= versions.upperBound { break }
      if first >= versions.lowerBound {
        cuts.append(first)
        for parent in graph.parents(ofRun: run) where Int(parent) >= versions.lowerBound {
          cuts.append(Int(parent) + 1)
        }
      }
      run += 1
    }
    cuts.sort()
    for cut in cuts where cut != start.last && cut < versions.upperBound { start.append(cut) }
    end = Array(start.dropFirst()) + [versions.upperBound]
  }

  private mutating func linkParents(_ versions: Range<Int>, graph: EventGraph) {
    var run = graph.runIndex(of: versions.lowerBound)
    for node in 0..<count {
      while run + 1 < graph.runStart.count, Int(graph.runStart[run + 1]) <= start[node] {
        run += 1
      }
      if Int(graph.runStart[run]) == start[node] {
        for parent in graph.parents(ofRun: run) where Int(parent) >= versions.lowerBound {
          parentNodes.append(Int32(truncatingIfNeeded: nodeIndex(endingAt: Int(parent) + 1)))
        }
      } else if node > 0 {
        parentNodes.append(Int32(truncatingIfNeeded: node - 1))
      }
      parentBound.append(parentNodes.count)
    }
  }

  private func nodeIndex(endingAt version: Int) -> Int {
    var low = 0
    var high = end.count
    while low < high {
      let middle = (low + high) / 2
      if end[middle] < version { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func linkChildren() {
    var bounds = [Int](repeating: 0, count: count + 1)
    for parent in parentNodes { bounds[Int(parent) + 1] += 1 }
    for node in 0..<count { bounds[node + 1] += bounds[node] }
    childBound = bounds
    childNodes = [Int32](repeating: 0, count: parentNodes.count)
    for node in 0..<count {
      for parent in parents(node) {
        childNodes[bounds[Int(parent)]] = Int32(truncatingIfNeeded: node)
        bounds[Int(parent)] += 1
      }
    }
  }
}
