/// Making a whole graph at once, from a history that this program saved.
extension EventGraph {
  /// The graph of `pieces`, whose agents are numbered as in `agents`; nil where that is not a graph.
  ///
  /// The same graph as `append` makes piece by piece, in a quarter of the time: what `append` keeps
  /// right at every step is worked out once here. That parents are heads of one version is trusted.
  ///
  /// - Complexity: O(pieces + agents) while people see each other's work soon.
  init?(loading pieces: GraphPieces, agents: [AgentID]) {
    self.init()
    for (number, agent) in agents.enumerated() where intern(agent) != number { return nil }
    var places = PiecePlaces(pieces, agents: agents.count)
    guard let covered = loadRuns(pieces, &places) else { return nil }
    count = pieces.count
    loadSpans(pieces, places)
    frontier = (0..<pieces.pieces).filter { !covered[$0] }.map {
      Int(places.start[$0] &+ pieces.length[$0]) - 1
    }
  }

  /// Fills the columns of runs and critical versions.
  ///
  /// - Returns: for each piece whether its last event is some other's parent.
  private mutating func loadRuns(
    _ pieces: GraphPieces, _ places: inout PiecePlaces
  ) -> [Bool]? {
    let count = pieces.pieces
    var covered = [Bool](repeating: false, count: count)
    var runStart: [UInt32] = []
    var parentEnd: [UInt32] = []
    var shadow: [UInt32] = []
    var parents: [UInt32] = []
    let runs = pieces.follows.count { !$0 }
    runStart.reserveCapacity(runs)
    parentEnd.reserveCapacity(runs)
    shadow.reserveCapacity(runs)
    parents.reserveCapacity(pieces.parentAgent.count)
    var critical = CriticalVersions()
    var end: UInt32 = 0
    for piece in 0..<count {
      let start = end
      end = start &+ pieces.length[piece]
      let first = parents.count
      for parent in pieces.parents(of: piece) {
        guard
          let found = places.piece(
            ofAgent: Int(pieces.parentAgent[parent]), holding: pieces.parentSequence[parent])
        else { return nil }
        let version =
          places.start[found] &+ (pieces.parentSequence[parent] &- places.sequence[found])
        if version == places.start[found] &+ pieces.length[found] &- 1 { covered[found] = true }
        parents.append(version)
      }
      if parents.count &- first == 2, parents[first] > parents[first &+ 1] {
        parents.swapAt(first, first &+ 1)
      } else if parents.count &- first > 2 {
        parents[first...].sort()
      }
      let isOnLast =
        pieces.follows[piece]
        || parents.count &- first == 1 && parents[first] &+ 1 == start
      if isOnLast, piece > 0 {
        covered[piece &- 1] = true
        parents.removeLast(parents.count &- first)
      } else {
        let last = shadow.count &- 1
        var reach = start
        while reach > 0, parents[first...].contains(reach &- 1) {
          let isLast = last >= 0 && runStart[last] < reach
          reach = shadow[isLast ? last : lastIndex(in: runStart, notAbove: Int(reach) &- 1)]
        }
        critical.cut(at: first < parents.count ? parents[first] &+ 1 : 0)
        runStart.append(start)
        parentEnd.append(UInt32(truncatingIfNeeded: parents.count))
        shadow.append(reach)
      }
      // All before a run are its ancestors when its shadow reaches to the beginning.
      if shadow[shadow.count &- 1] == 0 { critical.append(start..<end) }
      places.note(agent: Int(pieces.agent[piece]), at: start)
    }
    self.runStart = runStart
    self.parentEnd = parentEnd
    self.shadow = shadow
    self.parents = parents
    self.critical = critical.ranges.map { Int($0.lowerBound)..<Int($0.upperBound) }
    return covered
  }

  /// Fills the columns of spans.
  private mutating func loadSpans(_ pieces: GraphPieces, _ places: PiecePlaces) {
    var last = -1
    for piece in 0..<pieces.pieces {
      let agent = Int(pieces.agent[piece])
      let length = pieces.length[piece]
      if agent == last {
        spansOfAgent[agent][spansOfAgent[agent].count &- 1].length &+= length
        continue
      }
      last = agent
      let start = places.start[piece]
      let sequence = places.sequence[piece]
      spansOfAgent[agent].append(
        AgentSpan(sequence: sequence, version: start, length: length))
      spanStart.append(start)
      spanAgent.append(UInt32(truncatingIfNeeded: agent))
      spanSequence.append(sequence)
    }
  }
}

/// The growing list of critical versions, while runs are appended.
private struct CriticalVersions {
  private(set) var ranges: [Range<UInt32>] = []

  /// An event from here on has no parent at or above `version`: none at or above it is critical.
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
/// numbers, and each agent's pieces in order.
private struct PiecePlaces {
  private(set) var start: [UInt32] = []
  private(set) var sequence: [UInt32] = []
  /// The pieces noted, sorted by agent, with room for those to come.
  private var sorted: [UInt32]
  /// For each agent, where its pieces begin in `sorted`, and where those noted so far end.
  private var first: [Int] = []
  private var end: [Int] = []
  /// Each agent's next sequence number.
  private var next: [UInt32]
  private let lengths: [UInt32]

  init(_ pieces: GraphPieces, agents: Int) {
    lengths = pieces.length
    next = [UInt32](repeating: 0, count: agents)
    sorted = [UInt32](repeating: 0, count: pieces.pieces)
    start.reserveCapacity(pieces.pieces)
    sequence.reserveCapacity(pieces.pieces)
    var counts = [Int](repeating: 0, count: agents)
    for agent in pieces.agent { counts[Int(agent)] &+= 1 }
    first.reserveCapacity(agents)
    var total = 0
    for count in counts {
      first.append(total)
      total += count
    }
    end = first
  }

  @inline(__always)
  mutating func note(agent: Int, at version: UInt32) {
    let piece = start.count
    sorted[end[agent]] = UInt32(truncatingIfNeeded: piece)
    end[agent] &+= 1
    start.append(version)
    sequence.append(next[agent])
    next[agent] &+= lengths[piece]
  }

  /// The piece noted that holds an agent's event. Most that is asked for is new, so this looks back
  /// from the end, in growing steps.
  @inline(__always)
  func piece(ofAgent agent: Int, holding sequence: UInt32) -> Int? {
    let first = first[agent]
    var high = end[agent]
    var step = 1
    while high &- step >= first, self.sequence[Int(sorted[high &- step])] > sequence {
      high &-= step
      step &*= 2
    }
    var low = max(first, high &- step)
    while low < high {
      let middle = (low &+ high) &>> 1
      if self.sequence[Int(sorted[middle])] <= sequence {
        low = middle &+ 1
      } else {
        high = middle
      }
    }
    guard low > first else { return nil }
    let piece = Int(sorted[low &- 1])
    return sequence &- self.sequence[piece] < lengths[piece] ? piece : nil
  }
}
