/// Appending much of history at once.
extension EventGraph {
  /// Appends a stretch of history.
  ///
  /// - Parameter agents: for each of the stretch's agents its index here; −1 for one not known.
  /// - Returns: the parents that are not held. Unless there are none, the graph is to be rolled back.
  /// - Precondition: each agent's events follow on those held.
  /// - Complexity: O(pieces) while people see each other's work soon.
  mutating func append(
    _ pieces: GraphPieces, agents: [Int]
  ) -> [(agent: Int, sequence: Int)] {
    var missing: [(agent: Int, sequence: Int)] = []
    var parents: [Int] = []
    for piece in 0..<pieces.pieces {
      parents.removeAll(keepingCapacity: true)
      if pieces.follows[piece] {
        parents.append(count &- 1)
      } else {
        for parent in pieces.parents(of: piece) {
          let agent = Int(pieces.parentAgent[parent])
          let sequence = Int(pieces.parentSequence[parent])
          let index = agents[agent]
          if index >= 0, let version = version(ofAgentAt: index, sequence: sequence) {
            parents.append(version)
          } else {
            missing.append((agent, sequence))
          }
        }
        if !missing.isEmpty { return missing }
        keepHeads(&parents)
      }
      append(
        length: Int(pieces.length[piece]), agent: agents[Int(pieces.agent[piece])],
        parents: parents)
    }
    return []
  }

  /// Leaves of `versions` those that none of the others descends from, ascending.
  func keepHeads(_ versions: inout [Int]) {
    if versions.count < 2 { return }
    if versions.count == 2 {
      if versions[0] > versions[1] { versions.swapAt(0, 1) }
      if isAncestor(versions[0], orEqual: versions[1]) { versions.removeFirst() }
    } else {
      versions = heads(of: versions)
    }
  }
}
