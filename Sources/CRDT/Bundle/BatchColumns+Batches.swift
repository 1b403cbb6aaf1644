/// Giving the batches back.
extension BatchColumns {
  /// Calls `body` with every batch in turn.
  func forEachBatch(_ body: (StoredBatch) -> Void) {
    var signature = 0
    var number = 0
    forEachContents { contents in
      var batch = contents.stored()
      if signature < signatures.count, signatures[signature].batch == number {
        batch.signature = signatures[signature].bytes
        signature += 1
      }
      number += 1
      body(batch)
    }
  }

  /// Calls `body` with every batch's contents in turn.
  func forEachContents<Failure: Error>(
    _ body: (BatchContents) throws(Failure) -> Void
  ) throws(Failure) {
    var cursor = Cursor(self)
    var seals = seals.runs[...]
    var sealed = 0
    for run in sizes.runs {
      for _ in 0..<run.repeats {
        var contents = cursor.next(run.size)
        if let seal = seals.first {
          contents.cover = .seal(seal.seal)
          sealed += 1
          if sealed == seal.repeats {
            seals.removeFirst()
            sealed = 0
          }
        }
        try body(contents)
      }
    }
  }

  /// Cuts the columns into batches again, from the first on.
  private struct Cursor {
    let columns: BatchColumns
    private var start = 0
    private var piece = 0
    private var pieceStart = 0
    private var run = 0
    /// The sequence number each agent goes on with.
    private var next: [Int]
    private var last: EventID?

    init(_ columns: BatchColumns) {
      self.columns = columns
      next = columns.firsts
    }

    /// The next so many events, which are one agent's.
    mutating func next(_ size: Int) -> BatchContents {
      let author = Int(columns.pieces.agent[piece])
      var contents = BatchContents(
        first: EventID(agent: columns.agents[author], sequence: UInt64(next[author])),
        count: size)
      addPieces(start..<start + size, by: author, to: &contents)
      addRuns(start..<start + size, to: &contents)
      next[author] += size
      last = EventID(agent: columns.agents[author], sequence: UInt64(next[author] - 1))
      start += size
      return contents
    }

    private mutating func addPieces(
      _ range: Range<Int>, by author: Int, to contents: inout BatchContents
    ) {
      var place = range.lowerBound
      while place < range.upperBound {
        let end = min(pieceStart + Int(columns.pieces.length[piece]), range.upperBound)
        var parents: [EventID] = []
        if place > pieceStart || columns.pieces.follows[piece] {
          parents = last.map { [$0] } ?? []
        } else {
          parents = columns.pieces.parents(of: piece).map {
            EventID(
              agent: columns.agents[Int(columns.pieces.parentAgent[$0])],
              sequence: UInt64(columns.pieces.parentSequence[$0]))
          }
          if parents.count > 1 { parents.sort() }
        }
        contents.pieces.append(BatchContents.Piece(length: end - place, parents: parents))
        place = end
        if end == pieceStart + Int(columns.pieces.length[piece]) {
          pieceStart = end
          piece += 1
        }
      }
    }

    private mutating func addRuns(_ range: Range<Int>, to contents: inout BatchContents) {
      let log = columns.log
      var targets: [Int: Int] = [:]
      var place = range.lowerBound
      while place < range.upperBound {
        let operation = log.clipped(run, to: range)
        let target: Int
        if let known = targets[operation.object] {
          target = known
        } else {
          target = contents.targets.count
          targets[operation.object] = target
          contents.targets.append(
            BatchContents.Target(
              kind: columns.objects[operation.object].kind,
              address: columns.address(operation.object)))
        }
        contents.append(operation, target: target, of: log) { payload in
          payload == operation.start
            ? nil : columns.event(columns.moved[payload & ~BatchColumns.movedBit])
        }
        place += operation.length
        if place == log.end(run) { run += 1 }
      }
    }
  }
}
