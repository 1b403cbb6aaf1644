/// The graph's chunk: agents, then the pieces of history; see ``GraphPieces``.
enum SavedGraph {
  static func encode(
    _ pieces: GraphPieces, agents: [AgentID], effort: Compression.Effort
  ) -> ByteWriter {
    var chunk = ByteWriter()
    chunk.append(number: agents.count)
    for agent in agents { chunk.append(agent: agent) }
    pieces.encode(
      to: &chunk, firsts: [Int](repeating: 0, count: agents.count), effort: effort)
    return chunk
  }

  /// Reads a chunk from bytes that may be anything.
  static func decode(_ chunk: ByteReader) throws(CodecError) -> (GraphPieces, agents: [AgentID]) {
    var chunk = chunk
    let agents = try agents(&chunk)
    let pieces = try GraphPieces(
      from: &chunk, firsts: [Int](repeating: 0, count: agents.count))
    try chunk.finish()
    return (pieces, agents)
  }

  /// Who is named in a chunk, and how many events it tells of: what a state is read with.
  static func decodeSummary(_ chunk: ByteReader) throws(CodecError) -> (
    agents: [AgentID], events: Int
  ) {
    var chunk = chunk
    let agents = try agents(&chunk)
    return (agents, try GraphPieces.eventCount(from: &chunk))
  }

  private static func agents(_ chunk: inout ByteReader) throws(CodecError) -> [AgentID] {
    let count = try chunk.count(ofSize: 16)
    var agents: [AgentID] = []
    agents.reserveCapacity(count)
    for _ in 0..<count { agents.append(try chunk.agent()) }
    return agents
  }
}
