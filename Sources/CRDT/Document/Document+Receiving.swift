/// Taking in other replicas' events.
extension Document {
  /// Takes in a batch, whole or, where some of it is held already, the rest.
  ///
  /// - Returns: how many of its events were new.
  /// - Throws: `malformed`, `gap`, `missingParents`, `unknownRecord`, `outOfRange`, `tooLarge`;
  ///   nothing has changed then.
  /// - Complexity: O(length) for events upon the present version; for others O((k + m) log(k + m)),
  ///   k being the events since the last version that everything is before or after, m the new ones.
  @discardableResult
  package mutating func receive(_ batch: StoredBatch) throws(DocumentError) -> Int {
    ownHistory()
    if let count = try receiveTyping(batch) { return count }
    let contents = try batch.contents()
    return try receive { (document: inout Document) throws(DocumentError) in
      try document.stage(contents)
    }
  }

  /// Takes in several batches, in an order in which none comes before what it was made upon, as one:
  /// all or none.
  @discardableResult
  package mutating func receive(_ batches: [BatchContents]) throws(DocumentError) -> Int {
    try receive { (document: inout Document) throws(DocumentError) in
      for batch in batches { try document.stage(batch) }
    }
  }

  /// Takes in what `stage` appends to graph and log, whole or not at all.
  mutating func receive(
    _ stage: (inout Document) throws(DocumentError) -> Void
  ) throws(DocumentError) -> Int {
    ownHistory()
    let boundary = ownGraph.count
    let previousFrontier = ownGraph.frontier
    let graphCheckpoint = ownGraph.checkpoint()
    let logCheckpoint = log.checkpoint()
    let objectCounts = objects.counts
    var isMerging = false
    do {
      try stage(&self)
      if ownGraph.count == boundary { return 0 }
      isMerging = true
      try merge(from: boundary, upon: previousFrontier)
    } catch {
      ownGraph.roll(back: graphCheckpoint)
      log.roll(back: logCheckpoint)
      // It may hold operations that are taken back here.
      historyCache.forgetLog()
      forgetStagedRecords()
      forgetObjects(after: objectCounts)
      if isMerging { rebuild() }
      throw error
    }
    forgetStagedRecords()
    index(boundary..<ownGraph.count)
    return ownGraph.count - boundary
  }

  private mutating func merge(from boundary: Int, upon frontier: [Int]) throws(DocumentError) {
    do {
      if Self.isLine(from: boundary, upon: frontier, ownGraph) {
        try passThrough(boundary..<ownGraph.count)
      } else {
        try merge(from: boundary)
        dropIdleWalker()
      }
    } catch {
      throw .outOfRange
    }
  }

  private mutating func forgetObjects(after counts: ObjectTable.Counts) {
    objects.roll(back: counts)
    if let erasureSet, erasureSet >= objects.count { self.erasureSet = nil }
    texts.removeLast(texts.count - counts.text)
    registers.removeLast(registers.count - counts.register)
    sets.removeLast(sets.count - counts.set)
    lists.removeLast(lists.count - counts.list)
  }

  private mutating func forgetStagedRecords() {
    for record in stagedRecords { records[record] = nil }
    stagedRecords.removeAll()
  }

  /// Whether everything from `boundary` on is one line upon what was there.
  private static func isLine(from boundary: Int, upon frontier: [Int], _ graph: EventGraph) -> Bool
  {
    let run = graph.runIndex(of: boundary)
    if graph.runRange(run).upperBound != graph.count { return false }
    return graph.parents(of: boundary) == frontier
  }

  // MARK: Staging

  /// Appends a batch's new events to graph and log.
  mutating func stage(_ batch: BatchContents) throws(DocumentError) {
    let agent = ownGraph.intern(batch.agent)
    let next = UInt64(ownGraph.nextSequence(ofAgentAt: agent))
    if batch.first > next { throw .gap(agent: batch.agent, expected: next) }
    let skipped = Int(next - batch.first)
    if skipped >= batch.count { return }
    guard ownGraph.count + batch.count < EventGraph.capacity else { throw .tooLarge }
    let start = ownGraph.count
    let names = StagedNames(agent: batch.agent, next: next, start: start)
    try stagePieces(batch, skipped: skipped, agent: agent, names: names)
    try stageRuns(batch, skipped: skipped, names: names)
  }

  /// The local versions that events of a batch under way get.
  private struct StagedNames {
    var agent: AgentID
    var next: UInt64
    var start: Int

    func version(of event: EventID, in graph: EventGraph, before limit: Int) -> Int? {
      if event.agent == agent, event.sequence >= next {
        let (offset, overflow) = (event.sequence - next).addingReportingOverflow(UInt64(start))
        return !overflow && offset < UInt64(limit) ? Int(offset) : nil
      }
      return graph.version(of: event)
    }
  }

  private mutating func stagePieces(
    _ batch: BatchContents, skipped: Int, agent: Int, names: StagedNames
  ) throws(DocumentError) {
    var offset = 0
    for piece in batch.pieces {
      defer { offset += piece.length }
      if offset + piece.length <= skipped { continue }
      let cut = max(0, skipped - offset)
      var parents: [Int] = []
      if cut > 0 {
        let previous = ownGraph.version(ofAgentAt: agent, sequence: Int(names.next) - 1)
        parents = previous.map { [$0] } ?? []
      } else {
        var missing: [EventID] = []
        for parent in piece.parents {
          if let version = names.version(of: parent, in: ownGraph, before: ownGraph.count) {
            parents.append(version)
          } else {
            missing.append(parent)
          }
        }
        if !missing.isEmpty { throw .missingParents(missing) }
        if parents.count > 1 { parents = ownGraph.heads(of: parents) }
      }
      ownGraph.append(length: piece.length - cut, agent: agent, parents: parents)
    }
  }

  private mutating func stageRuns(
    _ batch: BatchContents, skipped: Int, names: StagedNames
  ) throws(DocumentError) {
    var objectOfTarget = [Int](repeating: -1, count: batch.targets.count)
    var offset = 0
    for run in batch.runs {
      defer { offset += run.length }
      if offset + run.length <= skipped { continue }
      let cut = max(0, skipped - offset)
      var object = objectOfTarget[run.target]
      if object < 0 {
        object = try stageObject(batch.targets[run.target], names: names)
        objectOfTarget[run.target] = object
      }
      try stage(run, of: batch, cut: cut, object: object, names: names)
    }
  }

  private mutating func stageObject(
    _ target: BatchContents.Target, names: StagedNames
  ) throws(DocumentError) -> Int {
    var record: Int?
    if let event = target.address.record {
      guard let version = names.version(of: event, in: ownGraph, before: log.count),
        records[version] != nil
      else { throw .unknownRecord }
      record = version
    }
    return intern(record: record, key: target.address.key, kind: target.kind)
  }

  private mutating func stage(
    _ run: BatchContents.Run, of batch: BatchContents, cut: Int, object: Int, names: StagedNames
  ) throws(DocumentError) {
    switch run.kind {
    case .insert:
      let scalars = run.length - cut
      batch.text.withUnsafeBufferPointer { text in
        let skippedEnd =
          cut == 0 ? run.payload : UTF8Scan.offset(in: text, from: run.payload, scalars: cut)
        let bytes = UnsafeBufferPointer(
          rebasing: text[skippedEnd..<run.payload + run.byteCount])
        log.appendInsert(
          object: object, position: run.position + cut, bytes: bytes, scalars: scalars,
          merging: true)
      }
    case .deleteForward, .deleteBackward:
      let backward = run.kind == .deleteBackward
      log.appendDelete(
        object: object, position: backward ? run.position - cut : run.position,
        length: run.length - cut, backward: backward, merging: true)
    case .slot:
      let version = log.count
      if let moved = run.moved {
        guard let record = names.version(of: moved, in: ownGraph, before: version),
          records[record]?.list == object
        else { throw .unknownRecord }
        log.appendSlot(object: object, position: run.position, record: record)
      } else {
        log.appendSlot(object: object, position: run.position, record: version)
        // Known already to the operations that follow; taken into account by `index`.
        records[version] = RecordState(list: object, positions: [])
        stagedRecords.append(version)
      }
    case .write, .add, .remove:
      log.appendValue(run.kind, object: object, value: batch.values[run.payload])
    }
  }
}
