/// A stretch of history in columns: who made how many events, and upon what. Events are named by
/// agents' numbers and sequence numbers, so a stretch can be put on any graph that holds what it was
/// made upon.
///
/// Cut where the agent changes or the line of history bends. In bytes, five columns: lengths; agents;
/// 0 for a piece upon the event right before it, else 1 + 2 × its other parents, + 1 where the agent's
/// own last event is among its parents; the other parents' agents, as the way from the piece's own;
/// and how far each lies behind its agent's newest event so far. People who write at the same time
/// see each other's work soon, so that is a small number, where a distance in order of arrival is not.
struct GraphPieces: Hashable, Sendable {
  /// How many events.
  private(set) var count = 0
  private(set) var length: [UInt32] = []
  private(set) var agent: [UInt32] = []
  /// Whether the piece's only parent is the event right before it, which is another agent's.
  private(set) var follows: [Bool] = []
  /// For each piece, where its parents end in the two columns below: the agent's own last event
  /// first, then the others in ascending order.
  private(set) var parentEnd: [UInt32] = []
  private(set) var parentAgent: [UInt32] = []
  private(set) var parentSequence: [UInt32] = []

  /// How many pieces.
  var pieces: Int { length.count }

  /// Where a piece's parents stand in `parentAgent` and `parentSequence`.
  func parents(of piece: Int) -> Range<Int> {
    (piece == 0 ? 0 : Int(parentEnd[piece &- 1]))..<Int(parentEnd[piece])
  }

  /// The columns as plain memory.
  struct Columns {
    let length: UnsafeBufferPointer<UInt32>
    let agent: UnsafeBufferPointer<UInt32>
    let follows: UnsafeBufferPointer<Bool>
    let parentEnd: UnsafeBufferPointer<UInt32>
    let parentAgent: UnsafeBufferPointer<UInt32>
    let parentSequence: UnsafeBufferPointer<UInt32>

    @inline(__always)
    func parents(of piece: Int) -> Range<Int> {
      (piece == 0 ? 0 : Int(parentEnd[piece &- 1]))..<Int(parentEnd[piece])
    }
  }

  func withColumns<Result>(_ body: (Columns) -> Result) -> Result {
    length.withUnsafeBufferPointer { length in
      agent.withUnsafeBufferPointer { agent in
        follows.withUnsafeBufferPointer { follows in
          parentEnd.withUnsafeBufferPointer { parentEnd in
            parentAgent.withUnsafeBufferPointer { parentAgent in
              parentSequence.withUnsafeBufferPointer { parentSequence in
                body(
                  Columns(
                    length: length, agent: agent, follows: follows, parentEnd: parentEnd,
                    parentAgent: parentAgent, parentSequence: parentSequence))
              }
            }
          }
        }
      }
    }
  }

  // MARK: Making

  /// Room for so many pieces.
  mutating func reserve(_ pieces: Int, parents: Int) {
    length.reserveCapacity(pieces)
    agent.reserveCapacity(pieces)
    follows.reserveCapacity(pieces)
    parentEnd.reserveCapacity(pieces)
    parentAgent.reserveCapacity(parents)
    parentSequence.reserveCapacity(parents)
  }

  @inline(__always)
  mutating func appendParent(agent: Int, sequence: Int) {
    parentAgent.append(UInt32(truncatingIfNeeded: agent))
    parentSequence.append(UInt32(truncatingIfNeeded: sequence))
  }

  /// Ends a piece whose parents were appended before.
  @inline(__always)
  mutating func appendPiece(length: Int, agent: Int, follows: Bool) {
    self.length.append(UInt32(truncatingIfNeeded: length))
    self.agent.append(UInt32(truncatingIfNeeded: agent))
    self.follows.append(follows)
    parentEnd.append(UInt32(truncatingIfNeeded: parentAgent.count))
    count &+= length
  }

  /// Lengthens the last piece.
  mutating func extendLast(by length: Int) {
    self.length[pieces - 1] &+= UInt32(truncatingIfNeeded: length)
    count += length
  }

  /// All of a graph. Agents are numbered as the graph numbers them.
  init(_ graph: EventGraph) {
    var version = 0
    while version < graph.count {
      let run = graph.runIndex(of: version)
      let end = min(graph.runRange(run).upperBound, graph.spanEnd(containing: version))
      let follows = graph.runRange(run).lowerBound < version
      let author = graph.author(at: version)
      if !follows {
        let parents = graph.parents(ofRun: run).map { graph.author(at: Int($0)) }
        let own = (agent: author.agent, sequence: author.sequence - 1)
        if parents.contains(where: { $0 == own }) {
          appendParent(agent: own.agent, sequence: own.sequence)
        }
        for parent in parents where parent != own {
          appendParent(agent: parent.agent, sequence: parent.sequence)
        }
      }
      appendPiece(length: end - version, agent: author.agent, follows: follows)
      version = end
    }
  }

  init() {}

  // MARK: As bytes

  /// - Parameter firsts: for each agent, the sequence number of its first event here; 0 for one that
  ///   is only named.
  func encode(to chunk: inout ByteWriter, firsts: [Int], effort: Compression.Effort) {
    var lengths = ByteWriter()
    var authors = ByteWriter()
    var codes = ByteWriter()
    var others = ByteWriter()
    var distances = ByteWriter()
    var newest = firsts.map { $0 - 1 }
    for piece in 0..<pieces {
      let author = Int(agent[piece])
      lengths.append(number: Int(length[piece]))
      authors.append(number: author)
      if follows[piece] {
        codes.append(number: 0)
      } else {
        var hasOwn = false
        var rest = 0
        for parent in parents(of: piece) {
          let other = Int(parentAgent[parent])
          let sequence = Int(parentSequence[parent])
          if other == author, sequence == newest[author] {
            hasOwn = true
            continue
          }
          rest += 1
          others.append(number: (other - author - 1 + firsts.count) % firsts.count)
          distances.append(number: newest[other] < 0 ? sequence : newest[other] - sequence)
        }
        codes.append(number: 1 + 2 * rest + (hasOwn ? 1 : 0))
      }
      newest[author] += Int(length[piece])
    }
    chunk.append(number: pieces)
    for column in [lengths, authors, codes, others, distances] {
      chunk.append(packing: column.bytes, effort: effort)
    }
  }

  /// Only how many events there are, from bytes that may be anything.
  static func eventCount(from chunk: inout ByteReader) throws(CodecError) -> Int {
    let count = try chunk.number(atMost: EventGraph.capacity)
    var lengths = ColumnReader(try chunk.unpackedBlock())
    guard count <= lengths.remaining else { throw .truncated }
    var events = 0
    for _ in 0..<count {
      events &+= lengths.number(atMost: EventGraph.capacity)
      guard events < EventGraph.capacity else { throw .invalid }
    }
    try lengths.finish()
    return events
  }

  /// Reads from bytes that may be anything. Whether parents are held, only a graph can tell.
  init(from chunk: inout ByteReader, firsts: [Int]) throws(CodecError) {
    let count = try chunk.number(atMost: EventGraph.capacity)
    let lengthBytes = try chunk.unpackedBlock()
    guard count <= lengthBytes.count else { throw .truncated }
    var lengths = ColumnReader(lengthBytes)
    var authors = ColumnReader(try chunk.unpackedBlock())
    var codes = ColumnReader(try chunk.unpackedBlock())
    var others = ColumnReader(try chunk.unpackedBlock())
    var distances = ColumnReader(try chunk.unpackedBlock())
    var newest = firsts.map { $0 - 1 }
    guard count == 0 || !newest.isEmpty else { throw .invalid }
    reserve(count, parents: others.remaining &+ count)
    for _ in 0..<count {
      let length = lengths.number(atMost: EventGraph.capacity)
      let author = authors.number(atMost: newest.count &- 1)
      let code = codes.number(atMost: 2 &* others.remaining &+ 2)
      if code > 0 {
        if code & 1 == 0 {
          if newest[author] < 0 { throw .invalid }
          appendParent(agent: author, sequence: newest[author])
        }
        for _ in 0..<(code &- 1) / 2 {
          let way = others.number(atMost: newest.count &- 1)
          let other = (author &+ 1 &+ way) % newest.count
          let limit = newest[other] < 0 ? EventGraph.capacity : newest[other]
          let distance = distances.number(atMost: limit)
          appendParent(
            agent: other, sequence: newest[other] < 0 ? distance : newest[other] &- distance)
        }
      } else if agent.last.map({ Int($0) == author }) ?? true {
        // The first has nothing to follow, and nobody follows herself: that would be one piece.
        throw .invalid
      }
      appendPiece(length: length, agent: author, follows: code == 0)
      newest[author] &+= length
      guard length > 0, self.count < EventGraph.capacity else { throw .invalid }
    }
    for column in [lengths, authors, codes, others, distances] { try column.finish() }
  }
}

/// Tells the agent of each event in turn.
struct AuthorCursor {
  private let pieces: GraphPieces
  private var piece = 0
  private var end: Int

  init(_ pieces: GraphPieces) {
    self.pieces = pieces
    end = pieces.pieces > 0 ? Int(pieces.length[0]) : 0
  }

  /// The number of the agent of event `index`; those asked for must ascend.
  @inline(__always)
  mutating func agent(at index: Int) -> Int {
    while index >= end, piece &+ 1 < pieces.pieces {
      piece &+= 1
      end &+= Int(pieces.length[piece])
    }
    return Int(pieces.agent[piece])
  }
}
