/// The spines of a document's texts, kept in step with its history: what has come since they were last
/// asked for is taken in then.
///
/// Like the present state they are a cache: the history alone makes them, and gives the same whatever
/// the steps.
struct SpineSet: Sendable {
  /// How much of the history is taken in.
  private(set) var count = 0
  /// By the slot of the text's object.
  private(set) var spines: [Spine] = []
  /// Kept from the last merge for the next one, as a document keeps its own.
  private var walker: Walker?

  init() {}

  init(count: Int, spines: [Spine]) {
    self.count = count
    self.spines = spines
  }

  /// Takes in what the document's history has beyond what is taken in.
  ///
  /// - Complexity: O(m log n) for m operations in a straight line, n entries; else that of merging them.
  mutating func extend(to document: Document) {
    let texts = document.texts.count
    if spines.count < texts {
      spines += repeatElement(Spine(), count: texts - spines.count)
    }
    let boundary = count
    let graph = document.graph
    if boundary == graph.count { return }
    var log = document.log
    var version = graph.lastCritical(before: boundary) + 1
    if graph.criticalLine(from: version) != nil { version = boundary }
    if version < log.base { log = document.wholeLog() }
    while version < graph.count {
      if let line = graph.criticalLine(from: version) {
        passThrough(max(line.lowerBound, boundary)..<line.upperBound, log, document.objects)
        version = line.upperBound
      } else {
        let end = graph.nextCritical(after: version).map { $0 + 1 } ?? graph.count
        walk(version..<end, boundary: boundary, graph, log, document.objects)
        version = end
      }
    }
    count = graph.count
    if graph.frontier.count == 1, let walker, walker.end - walker.origin > 4_096 {
      self.walker = nil
    }
  }

  // MARK: Straight through

  private mutating func passThrough(
    _ versions: Range<Int>, _ log: OperationLog, _ objects: ObjectTable
  ) {
    if versions.isEmpty { return }
    var version = versions.lowerBound
    var index = log.runIndex(of: version)
    while version < versions.upperBound {
      let run = log.clipped(index, to: version..<versions.upperBound)
      let slot = objects.slots[run.object]
      switch run.kind {
      case .insert:
        let place = spines[slot].cursor(afterVisible: run.position)
        spines[slot].insert(first: run.start, length: run.length, at: place)
      case .deleteForward:
        spines[slot].delete(
          at: run.position, length: run.length,
          by: SpineDeletion(first: run.start, isBackward: false))
      case .deleteBackward:
        spines[slot].delete(
          at: run.position - run.length + 1, length: run.length,
          by: SpineDeletion(first: run.start + run.length - 1, isBackward: true))
      case .slot, .write, .add, .remove:
        break
      }
      version += run.length
      index += 1
    }
  }

  // MARK: Walking

  private mutating func walk(
    _ versions: Range<Int>, boundary: Int, _ graph: EventGraph, _ log: OperationLog,
    _ objects: ObjectTable
  ) {
    let walker = takeWalker(from: versions.lowerBound, boundary: boundary)
    let middle = min(max(walker.end, boundary), versions.upperBound)
    if walker.end < middle {
      let known = walker.end..<middle
      walker.extend(to: middle)
      visit(known, for: .replay, with: walker, graph, log, objects)
    }
    if middle < versions.upperBound {
      walker.beginMerging { spines[objects.slots[$0]].visibleLength }
      walker.extend(to: versions.upperBound)
      visit(middle..<versions.upperBound, for: .merge, with: walker, graph, log, objects)
    }
  }

  private mutating func takeWalker(from version: Int, boundary: Int) -> Walker {
    if walker != nil, isKnownUniquelyReferenced(&walker), let kept = walker {
      if kept.origin <= version, kept.end >= version, kept.end <= boundary { return kept }
    }
    let new = Walker(origin: version, telling: .spines)
    walker = new
    return new
  }

  private mutating func visit(
    _ versions: Range<Int>, for purpose: Walker.Purpose, with walker: Walker,
    _ graph: EventGraph, _ log: OperationLog, _ objects: ObjectTable
  ) {
    let base = EventSet(before: walker.origin)
    for node in WalkPlan(versions, graph: graph).order() {
      let visit = Result { () throws(MergeError) in
        try walker.visit(
          node, parents: graph.parents(of: node.lowerBound), for: purpose, graph: graph, log: log
        ) { spines[objects.slots[$0]].visibleLength }
      }
      guard case .success = visit else {
        // Every event of the history was merged once before.
        preconditionFailure("the log does not merge with itself")
      }
      walker.takeChanges { changes in
        for change in changes { apply(change, base: base, objects) }
      }
    }
  }

  private mutating func apply(_ change: SpineChange, base: EventSet, _ objects: ObjectTable) {
    switch change {
    case .insert(let object, let first, let length, let landmark):
      let slot = objects.slots[object]
      let place = spines[slot].cursor(after: landmark, base: base)
      spines[slot].insert(first: first, length: length, at: place)
    case .delete(let object, let first, let length, let deletion):
      spines[objects.slots[object]].delete(first: first, length: length, by: deletion)
    case .deleteNext(let object, let length, let landmark, let deletion):
      spines[objects.slots[object]].delete(length, after: landmark, base: base, by: deletion)
    }
  }
}
