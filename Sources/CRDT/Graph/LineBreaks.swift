/// Where agents' events do not simply go on.
///
/// Between two of these places everybody has seen an agent's events whole or not at all, and each of
/// them was made upon the one before and nothing else. That follows from the events alone: how a replica
/// happened to store them makes no difference.
package struct LineBreaks: Sendable {
  /// For each agent the sequence numbers with which a line begins, ascending.
  private var beginnings: [AgentID: [UInt64]] = [:]

  /// - Complexity: O(r log r) for r linear runs and stretches by one agent.
  init(_ graph: EventGraph) {
    var children: [Int: Int] = [:]
    for run in graph.runStart.indices {
      let start = graph.runRange(run).lowerBound
      let parents = graph.parents(ofRun: run).map { Int($0) }
      for parent in parents { children[parent, default: 0] += 1 }
      let event = graph.event(at: start)
      if parents.count != 1 || graph.event(at: parents[0]).next != event { begin(event) }
    }
    // A stretch by an agent upon another's event goes on nothing of its own.
    for start in graph.spanStart {
      let version = Int(start)
      if graph.runRange(graph.runIndex(of: version)).lowerBound != version {
        begin(graph.event(at: version))
      }
    }
    for (parent, count) in children {
      let isInside = graph.runRange(graph.runIndex(of: parent)).upperBound != parent + 1
      if isInside || count > 1 { begin(graph.event(at: parent).next) }
    }
    for agent in beginnings.keys { beginnings[agent]?.sort() }
  }

  private mutating func begin(_ event: EventID) {
    beginnings[event.agent, default: []].append(event.sequence)
  }

  /// Whether a line begins with an event.
  func contains(_ event: EventID) -> Bool {
    first(of: event.agent, from: event.sequence) == event.sequence
  }

  /// The first sequence number of an agent from `sequence` on with which a line begins.
  func first(of agent: AgentID, from sequence: UInt64) -> UInt64? {
    guard let all = beginnings[agent] else { return nil }
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle] < sequence { low = middle + 1 } else { high = middle }
    }
    return low < all.count ? all[low] : nil
  }
}

extension EventID {
  /// The same agent's next event.
  fileprivate var next: EventID { EventID(agent: agent, sequence: sequence &+ 1) }
}

extension Document {
  /// Where agents' events do not simply go on.
  package var lineBreaks: LineBreaks { LineBreaks(graph) }
}
