/// Making a whole graph at once, from a history that this program saved.
extension EventGraph {
  /// The graph of `pieces`, whose agents are numbered as in `agents`; nil where that is not a graph.
  ///
  /// The same graph as `append` makes piece by piece, in an eighth of the time: what `append` keeps
  /// right at every step is worked out once here. That parents are heads of one version is trusted.
  ///
  /// - Complexity: O(pieces + agents) while people see each other's work soon.
  init?(loading pieces: GraphPieces, agents: [AgentID]) {
    self.init()
    self.agents = agents
    agentOrder = (0..<UInt32(agents.count)).sorted { agents[Int($0)] < agents[Int($1)] }
    for (one, next) in zip(agentOrder, agentOrder.dropFirst())
    where agents[Int(one)] == agents[Int(next)] { return nil }
    let room = PiecePlaces.room(pieces.pieces, agents: agents.count)
    let isGraph = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { room in
      pieces.withColumns { columns in
        var places = PiecePlaces(columns, agents: agents.count, in: room)
        guard loadRuns(columns, &places) else { return false }
        loadSpans(columns, places)
        return true
      }
    }
    guard isGraph else { return nil }
    count = pieces.count
  }

  /// Fills the columns of runs, the critical versions and the frontier.
  private mutating func loadRuns(
    _ pieces: GraphPieces.Columns, _ places: inout PiecePlaces
  ) -> Bool {
    let count = pieces.length.count
    let runs = pieces.follows.reduce(0) { $1 ? $0 : $0 &+ 1 }
    let room = 3 &* runs &+ pieces.parentAgent.count
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: room)
    defer { memory.deallocate() }
    let (runStart, parentEnd, shadow) = (memory, memory + runs, memory + 2 &* runs)
    let parents = memory + 3 &* runs
    var run = -1
    var parentCount = 0
    var critical = CriticalVersions()
    var end: UInt32 = 0
    for piece in 0..<count {
      let start = end
      end = start &+ pieces.length[piece]
      let first = parentCount
      for parent in pieces.parents(of: piece) {
        guard
          let version = places.version(
            ofAgent: Int(pieces.parentAgent[parent]), sequence: pieces.parentSequence[parent])
        else { return false }
        // Ascending: few, and mostly in order.
        var place = parentCount
        while place > first, parents[place &- 1] > version {
          parents[place] = parents[place &- 1]
          place &-= 1
        }
        parents[place] = version
        parentCount &+= 1
      }
      let isOnLast =
        pieces.follows[piece] || parentCount &- first == 1 && parents[first] &+ 1 == start
      if isOnLast, run >= 0 {
        parentCount = first
        places.cover(piece &- 1)
      } else {
        var reach = start
        while reach > 0, Self.holds(reach &- 1, parents + first, parentCount &- first) {
          reach = shadow[Self.run(of: reach &- 1, runStart, run)]
        }
        critical.cut(at: first < parentCount ? parents[first] &+ 1 : 0)
        run &+= 1
        runStart[run] = start
        parentEnd[run] = UInt32(truncatingIfNeeded: parentCount)
        shadow[run] = reach
      }
      // All before a piece are its ancestors when it joins every head there was.
      if places.heads == 0 { critical.append(start..<end) }
      places.note(agent: Int(pieces.agent[piece]), at: start)
    }
    self.runStart = Array(UnsafeBufferPointer(start: runStart, count: run &+ 1))
    self.parentEnd = Array(UnsafeBufferPointer(start: parentEnd, count: run &+ 1))
    self.shadow = Array(UnsafeBufferPointer(start: shadow, count: run &+ 1))
    self.parents = Array(UnsafeBufferPointer(start: parents, count: parentCount))
    self.critical = critical.ranges.map { Int($0.lowerBound)..<Int($0.upperBound) }
    frontier = (0..<count).filter { !places.isCovered($0) }.map { places.lastVersion(of: $0) }
    return true
  }

  private static func holds(
    _ version: UInt32, _ versions: UnsafeMutablePointer<UInt32>, _ count: Int
  ) -> Bool {
    (0..<count).contains { versions[$0] == version }
  }

  /// The run that holds `version`: mostly the last.
  private static func run(
    of version: UInt32, _ starts: UnsafeMutablePointer<UInt32>, _ last: Int
  ) -> Int {
    if starts[last] <= version { return last }
    var low = 0
    var high = last
    while low < high {
      let middle = (low &+ high) &>> 1
      if starts[middle] <= version { low = middle &+ 1 } else { high = middle }
    }
    return low &- 1
  }

  /// Fills the columns of spans.
  private mutating func loadSpans(_ pieces: GraphPieces.Columns, _ places: PiecePlaces) {
    var last = -1
    for agent in pieces.agent where Int(agent) != last {
      spanStart.append(0)
      last = Int(agent)
    }
    let spans = spanStart.count
    spanStart = []
    spanStart.reserveCapacity(spans)
    spanAgent.reserveCapacity(spans)
    spanSequence.reserveCapacity(spans)
    var piece = 0
    while piece < pieces.agent.count {
      let agent = pieces.agent[piece]
      let start = places.start[piece]
      let sequence = places.sequence[piece]
      while piece < pieces.agent.count, pieces.agent[piece] == agent { piece &+= 1 }
      spanStart.append(start)
      spanAgent.append(agent)
      spanSequence.append(sequence)
    }
    spansOfAgents = SpansOfAgents(agents: spanAgent, count: agents.count)
  }
}

/// The growing list of critical versions, while runs are appended.
private struct CriticalVersions {
  private(set) var ranges: [Range<UInt32>] = []

  /// An event upon something before `version`: nothing from `version` on is critical.
  mutating func cut(at version: UInt32) {
    while let last = ranges.last, last.upperBound > version {
      ranges.removeLast()
      if last.lowerBound < version { ranges.append(last.lowerBound..<version) }
    }
  }

  mutating func append(_ range: Range<UInt32>) {
    if let last = ranges.last, last.upperBound == range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(range)
    }
  }
}

/// Where the pieces of a history stand, noted in turn: their first local versions and sequence
/// numbers, and each agent's pieces in order. In memory that is lent, because counting references in
/// these loops took longer than the loops.
private struct PiecePlaces {
  let start: UnsafeMutablePointer<UInt32>
  let sequence: UnsafeMutablePointer<UInt32>
  /// The pieces noted, sorted by agent, with room for those to come.
  private let sorted: UnsafeMutablePointer<UInt32>
  /// 1 for a piece upon whose last event another was made.
  private let covered: UnsafeMutablePointer<UInt32>
  /// For each agent, where its pieces begin in `sorted`, where those noted so far end, and its next
  /// sequence number.
  private let first: UnsafeMutablePointer<UInt32>
  private let end: UnsafeMutablePointer<UInt32>
  private let next: UnsafeMutablePointer<UInt32>
  private let length: UnsafeBufferPointer<UInt32>
  private var count = 0
  /// How many of the pieces noted no other was made upon.
  private(set) var heads = 0

  /// How many words it needs.
  static func room(_ pieces: Int, agents: Int) -> Int { 4 * pieces + 3 * agents + 1 }

  init(
    _ pieces: GraphPieces.Columns, agents: Int, in room: UnsafeMutableBufferPointer<UInt32>
  ) {
    room.initialize(repeating: 0)
    let count = pieces.length.count
    guard let base = room.baseAddress else { preconditionFailure("room is never nothing") }
    start = base
    sequence = base + count
    sorted = base + 2 &* count
    covered = base + 3 &* count
    first = base + 4 &* count
    end = first + agents
    next = end + agents
    length = pieces.length
    for agent in pieces.agent { end[Int(agent)] &+= 1 }
    var total: UInt32 = 0
    for agent in 0..<agents {
      first[agent] = total
      total &+= end[agent]
      end[agent] = first[agent]
    }
  }

  @inline(__always)
  mutating func note(agent: Int, at version: UInt32) {
    sorted[Int(end[agent])] = UInt32(truncatingIfNeeded: count)
    end[agent] &+= 1
    start[count] = version
    sequence[count] = next[agent]
    next[agent] &+= length[count]
    count &+= 1
    heads &+= 1
  }

  /// The local version of an agent's event among what was noted; covers its piece where it is the
  /// piece's last. Most that is asked for is new, so this looks back from the end, in growing steps.
  @inline(__always)
  mutating func version(ofAgent agent: Int, sequence wanted: UInt32) -> UInt32? {
    let first = Int(first[agent])
    var high = Int(end[agent])
    var step = 1
    while high &- step >= first, sequence[Int(sorted[high &- step])] > wanted {
      high &-= step
      step &*= 2
    }
    var low = max(first, high &- step)
    while low < high {
      let middle = (low &+ high) &>> 1
      if sequence[Int(sorted[middle])] <= wanted { low = middle &+ 1 } else { high = middle }
    }
    guard low > first else { return nil }
    let piece = Int(sorted[low &- 1])
    let offset = wanted &- sequence[piece]
    guard offset < length[piece] else { return nil }
    if offset &+ 1 == length[piece] { cover(piece) }
    return start[piece] &+ offset
  }

  @inline(__always)
  mutating func cover(_ piece: Int) {
    heads &-= Int(1 &- covered[piece])
    covered[piece] = 1
  }

  func isCovered(_ piece: Int) -> Bool { covered[piece] == 1 }

  func lastVersion(of piece: Int) -> Int { Int(start[piece] &+ length[piece]) - 1 }
}
