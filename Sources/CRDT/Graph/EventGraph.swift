/// Who made each event and what it was made upon: the append-only graph of a part's history.
///
/// Each event has a *local version*, its index in the order of arrival; parents always come before
/// children. Local versions never leave the process: outside, an event is its `EventID`.
///
/// Events are kept as two columns of runs. A *linear run* is a stretch in which every event has the
/// one before it as its only parent; a *span* is a stretch by one agent with contiguous sequence
/// numbers. A document typed by one person is one of each.
struct EventGraph: Equatable, Sendable {
  /// The number of events, and the local version the next event will get.
  var count = 0
  /// The heads: events without children, in ascending order.
  var frontier: [Int] = []

  // Linear runs: first local version, parents (a slice of `parents`), and shadow: the least local
  // version such that everything from it to the run's start is among the run's ancestors.
  var runStart: [UInt32] = []
  var parentEnd: [UInt32] = []
  var parents: [UInt32] = []
  var shadow: [UInt32] = []

  // Spans by agent, in order of local version.
  var spanStart: [UInt32] = []
  var spanAgent: [UInt32] = []
  var spanSequence: [UInt32] = []

  var agents: [AgentID] = []
  /// The agents' indices in the order of their bytes: a twentieth of what a dictionary holds.
  var agentOrder: [UInt32] = []
  var spansOfAgents = SpansOfAgents()

  /// Local versions that every other event is before or after, as disjoint ascending ranges.
  var critical: [Range<Int>] = []

  /// More events than a part can have: versions must fit beside the tracker's own ids.
  static let capacity = 1 << 29

  // MARK: Agents

  /// The index of `agent`, given at its first event; nil if it has none.
  func index(of agent: AgentID) -> Int? {
    // A part seldom has more than a few writers, and comparing beats hashing.
    if agents.count <= 8 { return agents.firstIndex(of: agent) }
    let place = place(of: agent)
    guard place < agentOrder.count, agents[Int(agentOrder[place])] == agent else { return nil }
    return Int(agentOrder[place])
  }

  /// The index of `agent`, making room for it. O(log agents) for one that is known.
  mutating func intern(_ agent: AgentID) -> Int {
    if let index = index(of: agent) { return index }
    let index = agents.count
    agentOrder.insert(UInt32(truncatingIfNeeded: index), at: place(of: agent))
    agents.append(agent)
    return index
  }

  /// Where in `agentOrder` an agent stands or would stand.
  private func place(of agent: AgentID) -> Int {
    var low = 0
    var high = agentOrder.count
    while low < high {
      let middle = (low &+ high) &>> 1
      if agents[Int(agentOrder[middle])] < agent { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// The next sequence number of the agent at `index`.
  func nextSequence(ofAgentAt index: Int) -> Int {
    guard let last = spansOfAgents.last(ofAgent: index) else { return 0 }
    return Int(spanSequence[last]) &+ spanRange(last).count
  }

  func nextSequence(of agent: AgentID) -> Int {
    index(of: agent).map { nextSequence(ofAgentAt: $0) } ?? 0
  }

  var versionVector: VersionVector {
    var vector = VersionVector()
    for (index, agent) in agents.enumerated() {
      vector[agent] = UInt64(nextSequence(ofAgentAt: index))
    }
    return vector
  }

  // MARK: Names

  /// The local version of an event; nil if it is not held. O(log spans).
  func version(of event: EventID) -> Int? {
    guard let agent = index(of: event.agent), event.sequence < UInt64(Self.capacity) else {
      return nil
    }
    return version(ofAgentAt: agent, sequence: Int(event.sequence))
  }

  func version(ofAgentAt agent: Int, sequence: Int) -> Int? {
    let place = spans(ofAgentAt: agent, endingBefore: sequence)
    guard place < spansOfAgents.count(ofAgent: agent) else { return nil }
    let span = spansOfAgents[agent, place]
    let offset = sequence - Int(spanSequence[span])
    return offset >= 0 ? Int(spanStart[span]) + offset : nil
  }

  /// How many of an agent's spans end at or before sequence number `sequence`.
  private func spans(ofAgentAt agent: Int, endingBefore sequence: Int) -> Int {
    // Most questions are about what is new: look back from the end in growing steps first.
    var high = spansOfAgents.count(ofAgent: agent)
    var step = 1
    while step < high, Int(spanSequence[spansOfAgents[agent, high &- step]]) > sequence {
      high &-= step
      step &*= 2
    }
    var low = max(0, high &- step)
    while low < high {
      let middle = (low &+ high) &>> 1
      if Int(spanSequence[spansOfAgents[agent, middle]]) <= sequence {
        low = middle &+ 1
      } else {
        high = middle
      }
    }
    // The last that begins at or before it may hold it.
    guard low > 0 else { return 0 }
    let last = spansOfAgents[agent, low &- 1]
    let end = Int(spanSequence[last]) &+ spanRange(last).count
    return end > sequence ? low &- 1 : low
  }

  /// The global name of a local version. O(log spans).
  func event(at version: Int) -> EventID {
    let (agent, sequence) = author(at: version)
    return EventID(agent: agents[agent], sequence: UInt64(sequence))
  }

  /// The agent's index and the sequence number of a local version.
  func author(at version: Int) -> (agent: Int, sequence: Int) {
    let span = spanIndex(of: version)
    let sequence = Int(spanSequence[span]) + version - Int(spanStart[span])
    return (Int(spanAgent[span]), sequence)
  }

  /// The end of the stretch by one agent that `version` belongs to.
  func spanEnd(containing version: Int) -> Int {
    spanRange(spanIndex(of: version)).upperBound
  }

  private func spanRange(_ span: Int) -> Range<Int> {
    let end = span &+ 1 < spanStart.count ? Int(spanStart[span &+ 1]) : count
    return Int(spanStart[span])..<end
  }

  /// The beginning of the stretch by one agent that `version` belongs to.
  func spanStart(containing version: Int) -> Int { Int(spanStart[spanIndex(of: version)]) }

  private func spanIndex(of version: Int) -> Int {
    lastIndex(in: spanStart, notAbove: version)
  }

  /// The stretches of local versions of `agent` from sequence number `sequence` on.
  ///
  /// - Complexity: O(answer + log spans).
  func versions(ofAgentAt agent: Int, from sequence: Int) -> [Range<Int>] {
    let first = spans(ofAgentAt: agent, endingBefore: sequence)
    return (first..<spansOfAgents.count(ofAgent: agent)).map { place in
      let span = spansOfAgents[agent, place]
      return spanRange(span).dropFirst(max(0, sequence - Int(spanSequence[span])))
    }
  }

  // MARK: Structure

  /// The linear run that holds `version`.
  func runIndex(of version: Int) -> Int {
    if let last = runStart.last, Int(last) <= version { return runStart.count - 1 }
    return lastIndex(in: runStart, notAbove: version)
  }

  func runRange(_ run: Int) -> Range<Int> {
    let end = run + 1 < runStart.count ? Int(runStart[run + 1]) : count
    return Int(runStart[run])..<end
  }

  /// The parents of a run's first event.
  func parents(ofRun run: Int) -> ArraySlice<UInt32> {
    let start = run == 0 ? 0 : Int(parentEnd[run - 1])
    return parents[start..<Int(parentEnd[run])]
  }

  /// The least local version from which on everything before the run is among its ancestors.
  func reach(ofRun run: Int) -> Int { Int(shadow[run]) }

  /// The parents of any event.
  func parents(of version: Int) -> [Int] {
    let run = runIndex(of: version)
    if Int(runStart[run]) < version { return [version - 1] }
    return parents(ofRun: run).map { Int($0) }
  }

  /// The same, without a new array for the answer.
  func findParents(of version: Int, into result: inout [Int]) {
    result.removeAll(keepingCapacity: true)
    let run = runIndex(of: version)
    if Int(runStart[run]) < version {
      result.append(version - 1)
    } else {
      for parent in parents(ofRun: run) { result.append(Int(parent)) }
    }
  }

  /// The run that holds `version`, which is probably not far before run `later`.
  func runIndex(of version: Int, before later: Int) -> Int {
    var high = later
    var step = 1
    while step <= high, Int(runStart[high &- step]) > version {
      high &-= step
      step &*= 2
    }
    var low = max(0, high &- step)
    while low < high {
      let middle = (low &+ high) &>> 1
      if Int(runStart[middle]) <= version { low = middle &+ 1 } else { high = middle }
    }
    return low &- 1
  }

  func lastIndex(in starts: [UInt32], notAbove version: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low &+ high) &>> 1
      if Int(starts[middle]) <= version { low = middle &+ 1 } else { high = middle }
    }
    return low - 1
  }

  // MARK: Appending

  /// Appends `length` events by the agent at `agent`, the first made upon `parents`, each later one
  /// upon the one before. The sequence number must be the agent's next.
  ///
  /// - Precondition: `parents` are heads of one version: ascending, none an ancestor of another.
  /// - Complexity: O(1) amortised for an event upon the newest one.
  mutating func append(length: Int, agent: Int, parents newParents: [Int]) {
    let start = count
    let isLinear = newParents.count == 1 && newParents[0] == start - 1 && start > 0
    if !isLinear { startRun(at: start, parents: newParents) }
    extendSpan(at: start, agent: agent)
    count += length
    updateCritical(start: start, parents: newParents)
    if isLinear && frontier.count == 1 {
      frontier[0] = count - 1
    } else {
      frontier.removeAll { newParents.contains($0) }
      frontier.append(count - 1)
    }
  }

  /// Appends `length` local events upon everything there is. O(1) amortised.
  mutating func appendLocal(length: Int, agent: Int) {
    if frontier.count == 1 && frontier[0] == count - 1 && count > 0 {
      let start = count
      extendSpan(at: start, agent: agent)
      count += length
      frontier[0] = count - 1
      let last = critical.count - 1
      if last >= 0 && critical[last].upperBound == start {
        critical[last] = critical[last].lowerBound..<count
      } else {
        critical.append(start..<count)
      }
      return
    }
    append(length: length, agent: agent, parents: frontier)
  }

  private mutating func startRun(at start: Int, parents newParents: [Int]) {
    runStart.append(UInt32(truncatingIfNeeded: start))
    for parent in newParents { parents.append(UInt32(truncatingIfNeeded: parent)) }
    parentEnd.append(UInt32(truncatingIfNeeded: parents.count))
    var reach = start
    while reach > 0 && newParents.contains(reach - 1) {
      // The run just begun has no shadow yet, so the last that has one is the run before it.
      let last = shadow.count - 1
      let isLast = last >= 0 && Int(runStart[last]) < reach
      let run = isLast ? last : lastIndex(in: runStart, notAbove: reach - 1)
      reach = Int(shadow[run])
    }
    shadow.append(UInt32(truncatingIfNeeded: reach))
  }

  private mutating func extendSpan(at start: Int, agent: Int) {
    let number = UInt32(truncatingIfNeeded: agent)
    if spanAgent.last == number { return }
    let sequence = nextSequence(ofAgentAt: agent)
    spansOfAgents.append(spanStart.count, ofAgent: agent)
    spanStart.append(UInt32(truncatingIfNeeded: start))
    spanAgent.append(number)
    spanSequence.append(UInt32(truncatingIfNeeded: sequence))
  }

  /// A version v is critical when everything before it is its ancestor and everything after it is
  /// its descendant. Because local versions are in causal order, the second half says: no later
  /// event has a parent below v. So a new run only ever shortens the list, then may extend it.
  private mutating func updateCritical(start: Int, parents newParents: [Int]) {
    let lowest = newParents.first ?? -1
    while let last = critical.last, last.upperBound > lowest + 1 {
      critical.removeLast()
      if last.lowerBound <= lowest { critical.append(last.lowerBound..<lowest + 1) }
    }
    // `frontier` is still the one from before the run.
    guard frontier.allSatisfy({ newParents.contains($0) }) else { return }
    if let last = critical.last, last.upperBound == start {
      critical[critical.count - 1] = last.lowerBound..<count
    } else {
      critical.append(start..<count)
    }
  }
}
