/// Everything that was ever written in one text, in document order, deleted words included: who wrote
/// it and who took it out. The answer to "who wrote this?" and "where is that passage now?".
package struct TextHistory: Sendable {
  /// A stretch by one agent with one fate.
  package struct Run: Hashable, Sendable {
    /// The first scalar's event; the others follow it.
    package var first: EventID
    package var text: String
    /// In Unicode scalars.
    package var length: Int
    /// The deletions of this stretch's first scalar; empty while it stands. One agent's deletion of
    /// several scalars has consecutive events, either way.
    package var deletions: [EventID]

    package var isVisible: Bool { deletions.isEmpty }

    package init(first: EventID, text: String, length: Int, deletions: [EventID]) {
      self.first = first
      self.text = text
      self.length = length
      self.deletions = deletions
    }
  }

  package let runs: [Run]
  let pieces: [SpinePiece]
  private let graph: EventGraph
  private let log: OperationLog

  fileprivate init(pieces: [SpinePiece], graph: EventGraph, log: OperationLog) {
    self.pieces = pieces
    self.graph = graph
    self.log = log
    runs = pieces.map { piece in
      TextHistory.Run(
        first: graph.event(at: piece.first),
        text: Document.insertedText(piece.first..<piece.first + piece.length, in: log),
        length: piece.length, deletions: piece.deletions.map { graph.event(at: $0.first) })
    }
  }

  /// The first `length` scalars of a piece as a stretch of a comparison; of the piece's deletions those
  /// that made the change.
  func stretch(
    _ piece: SpinePiece, length: Int, change: TextComparison.Change, deletions: [SpineDeletion]
  ) -> TextComparison.Stretch {
    TextComparison.Stretch(
      change: change, text: Document.insertedText(piece.first..<piece.first + length, in: log),
      length: length, first: graph.event(at: piece.first),
      deletions: deletions.map {
        TextDeletion(first: graph.event(at: $0.first), isBackward: $0.isBackward)
      })
  }

  /// Where an anchored scalar stands now: its position in the present text, and whether it is still
  /// there; for one deleted, the position where it was. Nil if it is not of this text. O(runs).
  package func position(of event: EventID) -> (position: Int, isVisible: Bool)? {
    var position = 0
    for run in runs {
      if run.first.agent == event.agent, event.sequence >= run.first.sequence,
        event.sequence - run.first.sequence < UInt64(run.length)
      {
        let offset = Int(event.sequence - run.first.sequence)
        return run.isVisible ? (position + offset, true) : (position, false)
      }
      if run.isVisible { position += run.length }
    }
    return nil
  }

  /// The event that inserted the visible scalar at `position`; nil past the end. O(runs).
  package func event(at position: Int) -> EventID? {
    var remaining = position
    for run in runs where run.isVisible {
      if remaining < run.length {
        return EventID(
          agent: run.first.agent, sequence: run.first.sequence + UInt64(remaining))
      }
      remaining -= run.length
    }
    return nil
  }
}

extension Document {
  /// The whole history of the text at an address.
  ///
  /// - Complexity: O(h log h) for the h operations of the part; made anew at each call.
  package func textHistory(at address: ObjectAddress) -> TextHistory {
    let log = wholeLog()
    guard let object = find(address, .text), graph.count > 0 else {
      return TextHistory(pieces: [], graph: graph, log: log)
    }
    let walker = Walker(origin: 0, onlyObject: object)
    walker.extend(to: graph.count)
    for node in WalkPlan(0..<graph.count, graph: graph).order() {
      let parents = graph.parents(of: node.lowerBound)
      let visit = Result { () throws(MergeError) in
        try walker.visit(node, parents: parents, for: .replay, graph: graph, log: log) { _ in 0 }
      }
      guard case .success = visit else {
        return TextHistory(pieces: [], graph: graph, log: log)
      }
    }
    guard let tracker = walker.tracker(of: object) else {
      return TextHistory(pieces: [], graph: graph, log: log)
    }
    let deletions = deletions(of: object, in: log, walker)
    var pieces: [SpinePiece] = []
    tracker.forEachEntry { entry in
      if entry.id >= Tracker.underwater { return }
      let isDeleted = entry.state & Tracker.deletedBit != 0
      var first = Int(entry.id)
      let end = Int(entry.end)
      while first < end {
        let limit = pieceEnd(first, end, deletions: isDeleted ? deletions : [:])
        let causes = isDeleted ? deletions[first] ?? [] : []
        let next = limit - first > 1 ? deletions[first + 1] ?? [] : []
        pieces.append(
          SpinePiece(
            first: first, length: limit - first,
            deletions: causes.enumerated().map {
              SpineDeletion(first: $1, isBackward: $0 < next.count && next[$0] < $1)
            }))
        first = limit
      }
    }
    return TextHistory(pieces: pieces, graph: graph, log: log)
  }

  /// For each deleted item of a text, by local version, the deletions that named it.
  private func deletions(
    of object: Int, in log: OperationLog, _ walker: Walker
  ) -> [Int: [Int]] {
    var deletions: [Int: [Int]] = [:]
    for run in 0..<log.runs where log.object(run) == object {
      guard log.kind(run) == .deleteForward || log.kind(run) == .deleteBackward else { continue }
      for version in log.range(run) {
        deletions[Int(walker.target(ofDeletion: version)), default: []].append(version)
      }
    }
    return deletions
  }

  /// How far from `first` one agent wrote, and, of what is deleted, the same deletions reach: each
  /// next scalar taken out by the event after, or before, the last one's.
  private func pieceEnd(_ first: Int, _ end: Int, deletions: [Int: [Int]]) -> Int {
    let spanEnd = min(end, graph.spanEnd(containing: first))
    guard let causes = deletions[first] else { return spanEnd }
    var limit = first + 1
    while limit < spanEnd, let next = deletions[limit], next.count == causes.count {
      let distance = limit - first
      let forward = zip(next, causes).allSatisfy { $0 == $1 + distance }
      let backward = zip(next, causes).allSatisfy { $0 == $1 - distance }
      let isOneAgent = zip(next, causes).allSatisfy {
        graph.author(at: $0).agent == graph.author(at: $1).agent
      }
      guard forward || backward, isOneAgent else { break }
      limit += 1
    }
    return limit
  }

  static func insertedText(_ versions: Range<Int>, in log: OperationLog) -> String {
    var bytes: [UInt8] = []
    var version = versions.lowerBound
    var index = log.runIndex(of: version)
    while version < versions.upperBound {
      let run = log.clipped(index, to: version..<versions.upperBound)
      let end = log.contentOffset(from: run.payload, scalars: run.length)
      bytes += log.content[run.payload..<end]
      version += run.length
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether `earlier` is `later` or was seen by whoever made `later`. False if either is not held.
  package func happened(_ earlier: EventID, before later: EventID) -> Bool {
    guard let one = graph.version(of: earlier), let other = graph.version(of: later) else {
      return false
    }
    return graph.isAncestor(one, orEqual: other)
  }

  /// Whether any two events were made without knowledge of each other. O(1).
  package var hasConcurrency: Bool {
    graph.count > 0 && !(graph.critical.count == 1 && graph.critical[0].count == graph.count)
  }
}

extension Tracker {
  /// Goes through all entries in document order.
  func forEachEntry(_ body: (Entry) -> Void) {
    var leaf = firstLeaf
    while leaf >= 0 {
      for slot in 0..<Int(leaves[leaf].count) { body(entry(leaf, slot)) }
      leaf = Int(leaves[leaf].next)
    }
  }
}
