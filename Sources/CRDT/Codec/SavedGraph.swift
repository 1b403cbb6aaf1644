/// The graph's chunk: agents, then pieces cut where the agent changes or the line of history bends;
/// each with its length, its agent, and 0 where its parent is the event before it, else one more than
/// the number of its parents and how far back each lies.
enum SavedGraph {
  static func encode(
    _ graph: EventGraph, agents: [AgentID], effort: Compression.Effort
  ) -> ByteWriter {
    var lengths = ByteWriter()
    var authors = ByteWriter()
    var parents = ByteWriter()
    var count = 0
    var version = 0
    while version < graph.count {
      let run = graph.runIndex(of: version)
      let end = min(graph.runRange(run).upperBound, graph.spanEnd(containing: version))
      lengths.append(number: end - version)
      authors.append(number: graph.author(at: version).agent)
      if graph.runRange(run).lowerBound < version {
        parents.append(number: 0)
      } else {
        let list = graph.parents(ofRun: run)
        parents.append(number: list.count + 1)
        for parent in list { parents.append(number: version - Int(parent)) }
      }
      count += 1
      version = end
    }
    var chunk = ByteWriter()
    chunk.append(number: agents.count)
    for agent in agents { chunk.append(agent: agent) }
    chunk.append(number: count)
    for column in [lengths, authors, parents] {
      chunk.append(packing: column.bytes, effort: effort)
    }
    return chunk
  }

  /// Reads a chunk from bytes that may be anything.
  static func decode(_ chunk: ByteReader) throws(CodecError) -> (EventGraph, agents: [AgentID]) {
    var chunk = chunk
    var graph = EventGraph()
    var agents: [AgentID] = []
    let agentCount = try chunk.count(ofSize: 16)
    for _ in 0..<agentCount {
      let agent = try chunk.agent()
      guard graph.intern(agent) == agents.count else { throw .invalid }
      agents.append(agent)
    }
    let count = try chunk.number(atMost: EventGraph.capacity)
    var lengths = ByteReader(try chunk.unpackedBlock())
    var authors = ByteReader(try chunk.unpackedBlock())
    var parents = ByteReader(try chunk.unpackedBlock())
    try chunk.finish()
    for _ in 0..<count {
      let length = try lengths.number(atMost: EventGraph.capacity)
      guard length > 0, graph.count + length < EventGraph.capacity, !agents.isEmpty else {
        throw .invalid
      }
      let author = try authors.number(atMost: agents.count - 1)
      let list = try decodeParents(&parents, of: graph)
      graph.append(length: length, agent: author, parents: list)
    }
    try lengths.finish()
    try authors.finish()
    try parents.finish()
    return (graph, agents)
  }

  private static func decodeParents(
    _ parents: inout ByteReader, of graph: EventGraph
  ) throws(CodecError) -> [Int] {
    let code = try parents.number(atMost: parents.remaining)
    if code == 0 {
      guard graph.count > 0 else { throw .invalid }
      return [graph.count - 1]
    }
    var list: [Int] = []
    for _ in 1..<code {
      let back = try parents.number(atMost: graph.count)
      guard back > 0 else { throw .invalid }
      list.append(graph.count - back)
    }
    guard list.count < 2 || graph.heads(of: list) == list else { throw .invalid }
    return list
  }
}
