/// Giving events to other replicas.
extension Document {
  /// No batch made here holds more events, so none outgrows what a server takes.
  static let batchLimit = 100_000

  /// Everything that `known` lacks, as batches in an order in which none comes before what it was
  /// made upon. Unsigned.
  ///
  /// - Complexity: O(length of the answer + agents).
  package func batches(after known: VersionVector) -> [StoredBatch] {
    contents(after: known).map { contents in
      StoredBatch(
        agent: contents.agent, first: contents.first, count: UInt32(contents.count),
        payload: contents.encoded())
    }
  }

  /// The same, not yet as bytes.
  package func contents(after known: VersionVector) -> [BatchContents] {
    // Held once: asking the document at every piece would count references all the time.
    let graph = graph
    var stretches: [Range<Int>] = []
    for (index, agent) in graph.agents.enumerated() {
      let sequence = Int(clamping: known[agent])
      stretches += graph.versions(ofAgentAt: index, from: sequence)
    }
    stretches.sort { $0.lowerBound < $1.lowerBound }
    let log = (stretches.first?.lowerBound ?? graph.count) < log.base ? wholeLog() : log
    return stretches.flatMap { stretch in
      stride(from: stretch.lowerBound, to: stretch.upperBound, by: Self.batchLimit).map {
        contents(of: $0..<min($0 + Self.batchLimit, stretch.upperBound), graph, log)
      }
    }
  }

  /// One agent's stretch of local versions as a batch.
  private func contents(
    of versions: Range<Int>, _ graph: EventGraph, _ log: OperationLog
  ) -> BatchContents {
    var contents = BatchContents(first: graph.event(at: versions.lowerBound), count: versions.count)
    Self.addPieces(versions, of: graph, to: &contents)
    addRuns(versions, of: log, to: &contents)
    return contents
  }

  private static func addPieces(
    _ versions: Range<Int>, of graph: EventGraph, to contents: inout BatchContents
  ) {
    var version = versions.lowerBound
    var run = graph.runIndex(of: version)
    while version < versions.upperBound {
      let end = min(graph.runRange(run).upperBound, versions.upperBound)
      contents.pieces.append(
        BatchContents.Piece(
          length: end - version,
          parents: graph.parents(of: version).map { graph.event(at: $0) }.sorted()))
      version = end
      run += 1
    }
  }

  private func addRuns(
    _ versions: Range<Int>, of log: OperationLog, to contents: inout BatchContents
  ) {
    var targetOfObject: [Int: Int] = [:]
    var version = versions.lowerBound
    var index = log.runIndex(of: version)
    while version < versions.upperBound {
      let operation = log.clipped(index, to: version..<versions.upperBound)
      let target: Int
      if let known = targetOfObject[operation.object] {
        target = known
      } else {
        target = contents.targets.count
        targetOfObject[operation.object] = target
        contents.targets.append(
          BatchContents.Target(
            kind: objects.kind(operation.object), address: address(ofObject: operation.object)))
      }
      contents.append(operation, target: target, of: log) { payload in
        payload == operation.start ? nil : graph.event(at: payload)
      }
      version += operation.length
      index += 1
    }
  }
}

extension BatchContents {
  init(first: EventID, count: Int) {
    agent = first.agent
    self.first = first.sequence
    self.count = count
  }

  /// Appends a run as it stands in a log.
  ///
  /// - Parameter moved: the record that a slot's payload means; nil for one created with the slot.
  mutating func append(
    _ operation: OperationRun, target: Int, of log: OperationLog, moved: (Int) -> EventID?
  ) {
    var run = Run(
      kind: operation.kind, target: target, length: operation.length,
      position: operation.position, payload: 0)
    switch operation.kind {
    case .insert:
      let end = log.contentOffset(from: operation.payload, scalars: operation.length)
      run.payload = text.count
      run.byteCount = end - operation.payload
      text += log.content[operation.payload..<end]
    case .slot:
      run.moved = moved(operation.payload)
    case .write, .add, .remove:
      run.payload = values.count
      values.append(log.values[operation.payload])
    case .deleteBackward:
      // One scalar is deleted forwards, whatever it stood beside in the log: equal work, equal bytes.
      if run.length == 1 { run.kind = .deleteForward }
    case .deleteForward:
      break
    }
    runs.append(run)
  }
}
