/// Turning new events into changes of the present state.
///
/// Only what lies after the last critical version before them is walked; stretches in which every
/// version is critical pass straight through.
extension Document {
  /// Brings texts and lists up to date with the events from `boundary` on, which graph and log hold.
  ///
  /// - Throws: `MergeError` where an event's position cannot be; texts and lists are then partly
  ///   changed.
  /// - Complexity: O((k + m) log(k + m)) for k events since the last critical version before the m
  ///   new ones; O(m) where history is a straight line. A walker kept from the last merge makes k the
  ///   events since then.
  mutating func merge(from boundary: Int, passingStraightThrough: Bool = true) throws(MergeError) {
    guard passingStraightThrough else {
      unpack()
      return try walk(0..<ownGraph.count, boundary: boundary, using: Walker(origin: 0))
    }
    var version = ownGraph.lastCritical(before: boundary) + 1
    while version < ownGraph.count {
      if let line = ownGraph.criticalLine(from: version) {
        try passThrough(max(line.lowerBound, boundary)..<line.upperBound)
        version = line.upperBound
      } else {
        if version < log.base { unpack() }
        let end = ownGraph.nextCritical(after: version).map { $0 + 1 } ?? ownGraph.count
        let walker = takeWalker(from: version, boundary: boundary)
        try walk(version..<end, boundary: boundary, using: walker)
        version = end
      }
    }
  }

  // MARK: Walking

  /// The walker of the last merge, if it still serves: nobody else has it, it knows all
  /// before `version`, and it is not so far behind that a new one is quicker.
  private mutating func takeWalker(from version: Int, boundary: Int) -> Walker {
    if walker != nil, isKnownUniquelyReferenced(&walker), let kept = walker {
      if kept.origin <= version, kept.end >= version, kept.end <= boundary { return kept }
    }
    let new = Walker(origin: version)
    walker = new
    return new
  }

  /// Walks what `walker` has not walked of `versions`: up to `boundary` to know it, from there to
  /// change texts and lists.
  private mutating func walk(
    _ versions: Range<Int>, boundary: Int, using walker: Walker
  ) throws(MergeError) {
    let middle = min(max(walker.end, boundary), versions.upperBound)
    if walker.end < middle {
      let known = walker.end..<middle
      walker.extend(to: middle)
      try visit(known, for: .replay, with: walker)
    }
    if middle < versions.upperBound {
      walker.beginMerging { length(ofObject: $0) }
      walker.extend(to: versions.upperBound)
      try visit(middle..<versions.upperBound, for: .merge, with: walker)
    }
  }

  private mutating func visit(
    _ versions: Range<Int>, for purpose: Walker.Purpose, with walker: Walker
  ) throws(MergeError) {
    // Held once: asking the document for them at every node would count references all the time.
    let (graph, log) = (ownGraph, log)
    let run = graph.runIndex(of: versions.lowerBound)
    let isOneRun = graph.runRange(run).upperBound >= versions.upperBound
    let order = isOneRun ? [versions] : WalkPlan(versions, graph: graph).order()
    var parents: [Int] = []
    for node in order {
      graph.findParents(of: node.lowerBound, into: &parents)
      try walker.visit(node, parents: parents, for: purpose, graph: graph, log: log) {
        length(ofObject: $0)
      }
      if purpose == .merge { walker.takePatches { apply($0) } }
    }
  }

  /// Lets go of the walker where the next merge will not need it: everything is before the present
  /// version and the walker holds much.
  mutating func dropIdleWalker() {
    guard let walker, ownGraph.frontier.count == 1 else { return }
    if walker.end - walker.origin > 4_096 { self.walker = nil }
  }

  // MARK: Straight through

  /// Applies events in a straight line: their positions are those of the present state.
  mutating func passThrough(_ versions: Range<Int>) throws(MergeError) {
    if versions.isEmpty { return }
    var version = versions.lowerBound
    var index = log.runIndex(of: version)
    while version < versions.upperBound {
      let run = log.clipped(index, to: version..<versions.upperBound)
      try passThrough(run)
      version += run.length
      index += 1
    }
  }

  private mutating func passThrough(_ run: OperationRun) throws(MergeError) {
    let slot = objects.slots[run.object]
    switch run.kind {
    case .insert:
      if run.position > texts[slot].scalarCount { throw .positionOutOfRange }
      insert(run, into: slot)
    case .slot:
      if run.position > lists[slot].slots.count { throw .positionOutOfRange }
      lists[slot].slots.insert(
        ListState.Slot(version: run.start, record: run.payload), at: run.position)
    case .deleteForward, .deleteBackward:
      let first = run.kind == .deleteBackward ? run.position - run.length + 1 : run.position
      if first < 0 || first + run.length > texts[slot].scalarCount { throw .positionOutOfRange }
      texts[slot].delete(at: first, length: run.length)
    case .write, .add, .remove:
      break
    }
  }

  private mutating func insert(_ run: OperationRun, into slot: Int) {
    insertContent(from: run.payload, scalars: run.length, at: run.position, into: slot)
  }

  private mutating func insertContent(
    from offset: Int, scalars: Int, at position: Int, into slot: Int
  ) {
    let end = log.contentOffset(from: offset, scalars: scalars)
    log.content.withUnsafeBufferPointer { content in
      texts[slot].insert(
        UnsafeBufferPointer(rebasing: content[offset..<end]), scalars: scalars, at: position)
    }
  }

  private mutating func apply(_ patches: [Patch]) {
    for patch in patches {
      let slot = objects.slots[patch.object]
      switch patch.kind {
      case .insert:
        insertContent(
          from: patch.payload, scalars: patch.length, at: patch.position, into: slot)
      case .delete:
        texts[slot].delete(at: patch.position, length: patch.length)
      case .slot:
        let record = Int(log.payload[log.runIndex(of: patch.payload)])
        lists[slot].slots.insert(
          ListState.Slot(version: patch.payload, record: record), at: patch.position)
      }
    }
  }

  // MARK: From the log alone

  /// Makes texts and lists anew from the operations.
  ///
  /// - Parameter passingStraightThrough: false walks all of history, with no version critical; the
  ///   result must be the same.
  package mutating func rebuild(passingStraightThrough: Bool = true) {
    walker = nil
    unpack()
    for index in texts.indices { texts[index] = TextBuffer() }
    for index in lists.indices { lists[index] = ListState() }
    if ownGraph.count == 0 { return }
    do {
      try merge(from: 0, passingStraightThrough: passingStraightThrough)
    } catch {
      // Every event in the log was merged once before.
      preconditionFailure("the log does not merge with itself")
    }
  }
}
