/// Taking back what was appended.
extension EventGraph {
  /// Enough to take appended events back.
  struct Checkpoint {
    fileprivate var count: Int
    fileprivate var agents: Int
    fileprivate var frontier: [Int]
    fileprivate var critical: [Range<Int>]
  }

  func checkpoint() -> Checkpoint {
    Checkpoint(
      count: count, agents: agents.count, frontier: frontier, critical: critical)
  }

  /// Takes back every event appended and every agent met since the checkpoint.
  mutating func roll(back checkpoint: Checkpoint) {
    let end = checkpoint.count
    while let last = runStart.last, Int(last) >= end {
      runStart.removeLast()
      parentEnd.removeLast()
      shadow.removeLast()
    }
    parents.removeLast(parents.count - Int(parentEnd.last ?? 0))
    while let last = spanStart.last, Int(last) >= end {
      spansOfAgents.removeLast(ofAgent: Int(spanAgent[spanAgent.count - 1]))
      spanStart.removeLast()
      spanAgent.removeLast()
      spanSequence.removeLast()
    }
    agentOrder.removeAll { Int($0) >= checkpoint.agents }
    spansOfAgents.removeAgents(from: checkpoint.agents)
    agents.removeLast(agents.count - checkpoint.agents)
    count = end
    frontier = checkpoint.frontier
    critical = checkpoint.critical
  }
}
