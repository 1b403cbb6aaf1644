/// For each agent the numbers of its spans, in order.
///
/// Those of a graph made at once stand one agent's after the other's in one array: a part that a
/// hundred people wrote in for years would need a hundred small ones. What comes later has arrays of
/// its own, and only for whom it comes from.
struct SpansOfAgents: Equatable, Sendable {
  private var loaded: [UInt32] = []
  /// For each agent there was then, where its spans end in `loaded`.
  private var loadedEnd: [UInt32] = []
  private var later: [[UInt32]] = []

  init() {}

  /// The spans of so many agents, whose numbers `agents` holds in order of span.
  init(agents: [UInt32], count: Int) {
    var place = [UInt32](repeating: 0, count: count + 1)
    for agent in agents { place[Int(agent) + 1] &+= 1 }
    for agent in 0..<count { place[agent + 1] &+= place[agent] }
    loadedEnd = Array(place.dropFirst())
    loaded = [UInt32](repeating: 0, count: agents.count)
    for (span, agent) in agents.enumerated() {
      loaded[Int(place[Int(agent)])] = UInt32(truncatingIfNeeded: span)
      place[Int(agent)] &+= 1
    }
  }

  @inline(__always)
  private func loadedRange(_ agent: Int) -> Range<Int> {
    if agent >= loadedEnd.count { return 0..<0 }
    return (agent == 0 ? 0 : Int(loadedEnd[agent &- 1]))..<Int(loadedEnd[agent])
  }

  func count(ofAgent agent: Int) -> Int {
    loadedRange(agent).count &+ (agent < later.count ? later[agent].count : 0)
  }

  /// Span `place` of an agent, counted from its first.
  @inline(__always)
  subscript(agent: Int, place: Int) -> Int {
    let range = loadedRange(agent)
    return Int(
      place < range.count ? loaded[range.lowerBound &+ place] : later[agent][place &- range.count])
  }

  func last(ofAgent agent: Int) -> Int? {
    if agent < later.count, let last = later[agent].last { return Int(last) }
    let range = loadedRange(agent)
    return range.isEmpty ? nil : Int(loaded[range.upperBound &- 1])
  }

  /// O(1) amortised.
  mutating func append(_ span: Int, ofAgent agent: Int) {
    while later.count <= agent { later.append([]) }
    later[agent].append(UInt32(truncatingIfNeeded: span))
  }

  /// Takes back an agent's last span, which was appended.
  mutating func removeLast(ofAgent agent: Int) { later[agent].removeLast() }

  /// Forgets the agents from number `agent` on, who have no spans.
  mutating func removeAgents(from agent: Int) {
    later.removeLast(max(0, later.count - agent))
  }

  static func == (one: SpansOfAgents, other: SpansOfAgents) -> Bool {
    let agents = max(one.agents, other.agents)
    return (0..<agents).allSatisfy { agent in
      let count = one.count(ofAgent: agent)
      return count == other.count(ofAgent: agent)
        && (0..<count).allSatisfy { one[agent, $0] == other[agent, $0] }
    }
  }

  private var agents: Int { max(loadedEnd.count, later.count) }
}
