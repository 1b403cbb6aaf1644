/// Making columns of batches.
extension BatchColumns {
  /// Takes batches into columns, one by one.
  struct Builder {
    private var columns = BatchColumns()
    private var numberOfAgent: [AgentID: Int] = [:]
    /// For each agent the sequence number it would go on with, and the greatest one named; −1 where
    /// there is none.
    private var next: [Int] = []
    private var named: [Int] = []
    private var numberOfObject: [Object: Int] = [:]
    private var lastAgent = 0

    var isEmpty: Bool { columns.sizes.count == 0 }

    func finish() -> BatchColumns { columns }

    /// - Returns: whether the batch has a place in the columns. If not, they are as before, but for
    ///   agents and objects that nothing names.
    mutating func append(_ batch: BatchContents, signature: [UInt8]) -> Bool {
      // What was erased in part keeps what its commitments need as it is.
      guard case .seal(let seal) = batch.cover else { return false }
      guard batch.first < UInt64(EventGraph.capacity), batch.count > 0,
        columns.pieces.count + batch.count < EventGraph.capacity,
        columns.sizes.count < BatchBundle.maximumCount
      else { return false }
      let author = number(of: batch.agent)
      if next[author] >= 0 {
        guard next[author] == Int(batch.first) else { return false }
      } else {
        guard named[author] < Int(batch.first) else { return false }
      }
      guard canName(parentsOf: batch, by: author) else { return false }
      if next[author] < 0 {
        columns.firsts[author] = Int(batch.first)
        next[author] = Int(batch.first)
      }
      for piece in batch.pieces { append(piece, by: author) }
      append(runsOf: batch)
      columns.sizes.append(batch.count)
      columns.seals.append(batch.isAnythingWritten ? seal : nil)
      if !signature.isEmpty { columns.signatures.append((columns.sizes.count - 1, signature)) }
      return true
    }

    private mutating func number(of agent: AgentID) -> Int {
      if let known = numberOfAgent[agent] { return known }
      let number = columns.agents.count
      numberOfAgent[agent] = number
      columns.agents.append(agent)
      columns.firsts.append(0)
      next.append(-1)
      named.append(-1)
      return number
    }

    private mutating func name(_ event: EventID) -> Name {
      Name(agent: number(of: event.agent), sequence: event.sequence)
    }

    /// Whether each parent is before what is in the columns, or in them: else it has no number there.
    private mutating func canName(parentsOf batch: BatchContents, by author: Int) -> Bool {
      var reached = Int(batch.first)
      for piece in batch.pieces {
        for parent in piece.parents {
          guard parent.sequence < UInt64(EventGraph.capacity) else { return false }
          let agent = number(of: parent.agent)
          let limit = agent == author ? reached : next[agent]
          guard limit < 0 || Int(parent.sequence) < limit else { return false }
          named[agent] = max(named[agent], Int(parent.sequence))
        }
        reached += piece.length
      }
      return true
    }

    private mutating func append(_ piece: BatchContents.Piece, by author: Int) {
      defer {
        next[author] += piece.length
        lastAgent = author
      }
      if columns.pieces.count > 0, piece.parents.count == 1,
        number(of: piece.parents[0].agent) == lastAgent,
        Int(piece.parents[0].sequence) == next[lastAgent] - 1
      {
        if lastAgent == author {
          columns.pieces.extendLast(by: piece.length)
        } else {
          columns.pieces.appendPiece(length: piece.length, agent: author, follows: true)
        }
        return
      }
      let own = EventID(
        agent: columns.agents[author], sequence: UInt64(bitPattern: Int64(next[author] - 1)))
      if piece.parents.contains(own) {
        columns.pieces.appendParent(agent: author, sequence: next[author] - 1)
      }
      for parent in piece.parents where parent != own {
        columns.pieces.appendParent(
          agent: number(of: parent.agent), sequence: Int(parent.sequence))
      }
      columns.pieces.appendPiece(length: piece.length, agent: author, follows: false)
    }

    private mutating func append(runsOf batch: BatchContents) {
      let objects = batch.targets.map { object($0) }
      for run in batch.runs {
        let object = objects[run.target]
        switch run.kind {
        case .insert:
          batch.text.withUnsafeBufferPointer { text in
            columns.log.appendInsert(
              object: object, position: run.position,
              bytes: UnsafeBufferPointer(
                rebasing: text[run.payload..<run.payload + run.byteCount]),
              scalars: run.length, merging: true)
          }
        case .deleteForward, .deleteBackward:
          columns.log.appendDelete(
            object: object, position: run.position, length: run.length,
            backward: run.kind == .deleteBackward, merging: true)
        case .slot:
          var record = columns.log.count
          if let moved = run.moved {
            record = BatchColumns.movedBit | columns.moved.count
            columns.moved.append(name(moved))
          }
          columns.log.appendSlot(object: object, position: run.position, record: record)
        case .write, .add, .remove:
          let value = batch.values[run.payload]
          if case .identifier(let event) = value { _ = number(of: event.agent) }
          columns.log.appendValue(run.kind, object: object, value: value)
        }
      }
    }

    private mutating func object(_ target: BatchContents.Target) -> Int {
      let object = Object(
        kind: target.kind, record: target.address.record.map { name($0) },
        key: Array(target.address.key.utf8))
      if let known = numberOfObject[object] { return known }
      let number = columns.objects.count
      numberOfObject[object] = number
      columns.objects.append(object)
      return number
    }
  }
}
