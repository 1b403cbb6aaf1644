/// In which order a walk visits a stretch of history, so that it turns back seldom.
///
/// The stretch is cut into nodes: runs of events, each upon the one before, in which no other node
/// begins or ends, so every parent inside the stretch is some node's last event. They are taken depth
/// first: after a node one of its children, until a branch ends or waits for another; of several
/// branches the lightest first, because all but the last are taken back again.
struct WalkPlan {
  /// Nodes are numbered in order of local version.
  private var start: [Int] = []
  private var end: [Int] = []
  // Parents and children as slices of one array each; a parent outside the stretch is left out.
  private var parentBound: [Int] = [0]
  private var parentNodes: [Int32] = []
  private var childBound: [Int] = []
  private var childNodes: [Int32] = []

  /// Plans the walk through `versions`, everything before which is walked.
  ///
  /// - Complexity: O(r log r) for r linear runs in the stretch.
  init(_ versions: Range<Int>, graph: borrowing EventGraph) {
    cut(versions, graph: graph)
    linkParents(versions, graph: graph)
    linkChildren()
  }

  /// The nodes in the order of the walk.
  func order() -> [Range<Int>] {
    var waiting = (0..<start.count).map { Int32(parentBound[$0 + 1] - parentBound[$0]) }
    let weight = weights()
    var ready = (0..<start.count).filter { waiting[$0] == 0 }
    ready.sort { weight[$0] > weight[$1] }
    var order: [Range<Int>] = []
    order.reserveCapacity(start.count)
    while let node = ready.popLast() {
      order.append(start[node]..<end[node])
      let first = ready.count
      for child in childNodes[childBound[node]..<childBound[node + 1]] {
        waiting[Int(child)] -= 1
        if waiting[Int(child)] == 0 { ready.append(Int(child)) }
      }
      if ready.count - first > 1 { ready[first...].sort { weight[$0] > weight[$1] } }
    }
    return order
  }

  /// For each node how much is on its branch from it on, up to where branches meet.
  private func weights() -> [Int] {
    var weight = (0..<start.count).map { end[$0] - start[$0] }
    for node in start.indices.reversed() where parentBound[node + 1] - parentBound[node] == 1 {
      weight[Int(parentNodes[parentBound[node]])] += weight[node]
    }
    return weight
  }

  private mutating func cut(_ versions: Range<Int>, graph: borrowing EventGraph) {
    var cuts: [Int] = [versions.lowerBound]
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

  private mutating func linkParents(_ versions: Range<Int>, graph: borrowing EventGraph) {
    var run = graph.runIndex(of: versions.lowerBound)
    for node in 0..<start.count {
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
    var bounds = [Int](repeating: 0, count: start.count + 1)
    for parent in parentNodes { bounds[Int(parent) + 1] += 1 }
    for node in start.indices { bounds[node + 1] += bounds[node] }
    childBound = bounds
    childNodes = [Int32](repeating: 0, count: parentNodes.count)
    for node in start.indices {
      for parent in parentNodes[parentBound[node]..<parentBound[node + 1]] {
        childNodes[bounds[Int(parent)]] = Int32(truncatingIfNeeded: node)
        bounds[Int(parent)] += 1
      }
    }
  }
}
