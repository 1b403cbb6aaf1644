/// A document as bytes: for snapshots and files. See ``SavedFile`` for the layout.
extension Document {
  /// How much time saving may take.
  package enum SavingEffort: Sendable {
    /// Milliseconds, for what is soon written anew: a snapshot.
    case quick
    /// A tenth of a second for a hundred thousand edits, for what is kept.
    case thorough

    var compression: Compression.Effort { self == .quick ? .quick : .thorough }
  }

  /// Everything the document holds, history included.
  ///
  /// A document loaded and not changed since gives back the bytes it was loaded from.
  ///
  /// - Parameter withSpines: whether to add what spares a reader of the file the replay of history when
  ///   it is asked who wrote what; see ``TextHistory``.
  package func saved(
    _ effort: SavingEffort = .thorough, withSpines: Bool = false
  ) -> [UInt8] {
    if let packed, log.base == log.count, packed.hasSpines || !withSpines { return packed.file }
    let log = wholeLog()
    let effort = effort.compression
    var agents = graph.agents
    var numbers = Dictionary(uniqueKeysWithValues: agents.enumerated().map { ($1, $0) })
    for case .identifier(let event) in log.values where numbers[event.agent] == nil {
      numbers[event.agent] = agents.count
      agents.append(event.agent)
    }
    func number(_ agent: AgentID) -> Int { numbers[agent] ?? 0 }
    let texts = SavedState.joinedTexts(self)
    let pieces = GraphPieces(graph)
    var chunks: [(SavedFile.Tag, ByteWriter)] =
      [
        (.graph, SavedGraph.encode(pieces, agents: agents, effort: effort)),
        (.state, SavedState.encode(self, agentNumber: number, effort: effort)),
        (.texts, SavedState.encodeTexts(self, effort: effort)),
        (
          .operations,
          SavedLog.encodeOperations(
            log, of: pieces, objects: objects.count, agents: agents.count, effort: effort)
        ),
        (
          .content,
          SavedLog.encodeContent(log, texts: texts, agentNumber: number, effort: effort)
        ),
      ]
    if withSpines,
      let spines = SavedSpines.encode(historyCache.spines(of: self), effort: effort)
    {
      chunks.append((.spines, spines))
    }
    return SavedFile.encode(chunks, unknown: unknownChunks)
  }

  /// Reads a saved document from bytes that may be anything, and makes sure of all of it: the state
  /// is the one that the history makes.
  ///
  /// - Throws: `malformed`, with what is wrong.
  package init(loading file: [UInt8]) throws(DocumentError) {
    try self.init(checking: file)
    guard let packed, graph.count > 0 else { return }
    do {
      let log = try packed.log(objects: objects)
      guard log.count == graph.count else { throw CodecError.invalid }
      try Self.checkRecords(of: objects, in: log)
      var replayed = Document()
      replayed.ownGraph = graph
      replayed.log = log
      replayed.objects = objects
      replayed.makeRoomForObjects()
      try replayed.merge(from: 0)
      replayed.index(0..<graph.count)
      guard replayed.stateBytes() == stateBytes() else { throw CodecError.damaged }
    } catch let error as CodecError {
      throw .malformed(error)
    } catch {
      throw .malformed(.invalid)
    }
  }

  /// Makes sure that every operation is inside a record, or moves one, that was created before it: what
  /// a batch from another is refused for too.
  private static func checkRecords(
    of objects: ObjectTable, in log: OperationLog
  ) throws(CodecError) {
    var listOfRecord: [Int: Int] = [:]
    for index in 0..<log.runs {
      let run = log.run(index)
      if let record = objects.record(run.object), listOfRecord[record] == nil { throw .invalid }
      guard run.kind == .slot else { continue }
      if run.payload == run.start {
        listOfRecord[run.start] = run.object
      } else if listOfRecord[run.payload] != run.object {
        throw .invalid
      }
    }
    // Objects may have been made ready and not written to.
    for object in 0..<objects.count {
      if let record = objects.record(object), listOfRecord[record] == nil { throw .invalid }
    }
  }

  /// Reads what this program saved and kept safe itself, at once: graph and operations are read when
  /// something first asks for them, and bytes that are not a history end the process then.
  ///
  /// - Throws: `malformed`, where the state cannot be read.
  /// - Complexity: O(present text + heads + bytes of the graph).
  package init(trusting file: [UInt8]) throws(DocumentError) {
    do {
      let chunks = try SavedFile(file)
      // Its checksum is looked at here, so that damage by chance is found at once.
      let (agents, events) = try SavedGraph.decodeSummary(chunks.chunk(.graph))
      self.init(PackedGraph(file))
      try readState(of: chunks, file, events: events, agents: agents)
      if chunks.has(.spines) {
        historyCache = HistoryCache(
          PackedSpines(file: file, events: events, lengths: texts.map(\.scalarCount)))
      }
    } catch {
      throw .malformed(error)
    }
  }

  private init(checking file: [UInt8]) throws(DocumentError) {
    self.init()
    do {
      let chunks = try SavedFile(file)
      let (pieces, agents) = try SavedGraph.decode(chunks.chunk(.graph))
      ownGraph = try Self.graph(pieces, agents: agents)
      try readState(of: chunks, file, events: ownGraph.count, agents: agents)
    } catch {
      throw .malformed(error)
    }
  }

  private mutating func readState(
    of chunks: SavedFile, _ file: [UInt8], events: Int, agents: [AgentID]
  ) throws(CodecError) {
    try SavedState.decode(
      chunks.chunk(.state), texts: chunks.chunk(.texts), into: &self, events: events,
      agents: agents)
    unknownChunks = chunks.unknown
    packed = PackedHistory(file: file, hasSpines: chunks.has(.spines))
    log = OperationLog(base: events)
  }

  /// The graph of a history that is not trusted: the parents of each piece are looked at.
  private static func graph(
    _ pieces: GraphPieces, agents: [AgentID]
  ) throws(CodecError) -> EventGraph {
    guard let graph = EventGraph(loading: pieces, agents: agents) else { throw .invalid }
    var careful = EventGraph()
    let missing = careful.append(pieces, agents: agents.map { careful.intern($0) })
    // One history has one form, so what this program did not write is told by that too.
    guard missing.isEmpty, careful == graph, GraphPieces(graph) == pieces else { throw .invalid }
    return graph
  }

  /// The history before `log.base` as it was saved.
  struct PackedHistory: Sendable {
    let file: [UInt8]
    let hasSpines: Bool

    func log(objects: ObjectTable) throws(CodecError) -> OperationLog {
      let chunks = try SavedFile(file)
      let (pieces, agents) = try SavedGraph.decode(chunks.chunk(.graph))
      var texts = try chunks.chunk(.texts)
      return try SavedLog.decode(
        operations: chunks.chunk(.operations), content: chunks.chunk(.content),
        texts: texts.unpackedBlock(), of: pieces, objects: objects.entries.map(\.kind),
        agents: agents)
    }
  }

  /// The log with all of history, which is read if it was not yet.
  ///
  /// - Parameter keeping: whether more will be asked of it.
  func wholeLog(keeping: Bool = false) -> OperationLog {
    guard let packed else { return log }
    return historyCache.log(endingWith: log, keeping: keeping) {
      do { return try packed.log(objects: objects) } catch {
        preconditionFailure("a document trusted when it was loaded holds no history: \(error)")
      }
    }
  }

  /// Reads the history, if it was not yet, and keeps it.
  mutating func unpack() {
    if packed == nil { return }
    log = wholeLog()
    packed = nil
    ownHistory()
    historyCache.forgetLog()
  }

  /// Texts, registers, sets, lists and records as bytes, for comparing.
  private func stateBytes() -> [UInt8] {
    var numbers: [AgentID: Int] = [:]
    let state = SavedState.encode(
      self,
      agentNumber: { agent in
        if let number = numbers[agent] { return number }
        numbers[agent] = numbers.count
        return numbers.count - 1
      }, effort: .quick)
    return state.bytes + SavedState.joinedTexts(self)
  }
}
