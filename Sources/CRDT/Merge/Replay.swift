/// Replays a stretch of history that is not a straight line, on one tracker for each object it
/// touches, and collects what the new events change in the present state.
final class Replay {
  private let graph: EventGraph
  private let log: OperationLog
  private let versions: Range<Int>
  private let plan: WalkPlan
  /// Events from here on are new: they change the present state.
  private let boundary: Int
  /// How long an object is at present; asked once for each object touched.
  private var lengths: ObjectLengths

  /// For each local version from the stretch's start: an insertion's leaf, or a deletion's target.
  private let index: UnsafeMutablePointer<UInt32>
  private var trackers: [Int: Tracker] = [:]
  /// The tracker used last: edits come in runs to one object.
  private var recent: (object: Int, tracker: Tracker)?
  private var isNew = false
  private var patches: [Patch] = []

  /// Only for one object, where set: its whole order is wanted, not the changes.
  private let onlyObject: Int?

  private static let unknownLength = 1 << 30

  init(
    versions: Range<Int>, boundary: Int, graph: EventGraph, log: OperationLog,
    lengths: ObjectLengths, onlyObject: Int? = nil
  ) {
    self.graph = graph
    self.log = log
    self.versions = versions
    self.boundary = boundary
    self.lengths = lengths
    self.onlyObject = onlyObject
    plan = WalkPlan(versions, boundary: boundary, graph: graph)
    index = .allocate(capacity: versions.count)
    index.initialize(repeating: 0, count: versions.count)
    marks = [UInt8](repeating: 0, count: plan.count)
  }

  deinit { index.deallocate() }

  /// Replays everything.
  ///
  /// - Returns: the changes by the new events in order, and the objects' lengths after them.
  /// - Throws: `MergeError` where a new event's position cannot be.
  func run() throws(MergeError) -> (patches: [Patch], lengths: ObjectLengths) {
    var waiting = [Int32](repeating: 0, count: plan.count)
    for node in 0..<plan.count { waiting[node] = Int32(plan.parents(node).count) }
    let newNodes = plan.start.firstIndex { $0 >= boundary } ?? plan.count
    var ready = (0..<newNodes).reversed().filter { waiting[$0] == 0 }
    var readyNew = (newNodes..<plan.count).reversed().filter { waiting[$0] == 0 }
    while let node = ready.popLast() {
      try visit(node)
      release(childrenOf: node, waiting: &waiting) { child in
        if child < newNodes { ready.append(child) } else { readyNew.append(child) }
      }
    }
    if newNodes < plan.count { beginNew() }
    while let node = readyNew.popLast() {
      try visit(node)
      release(childrenOf: node, waiting: &waiting) { readyNew.append($0) }
    }
    return (patches, lengths)
  }

  /// The tracker of `object` after `run`, for its order of items.
  func tracker(of object: Int) -> Tracker? { trackers[object] }

  /// The target of each deletion, by local version, after `run`.
  func target(ofDeletion version: Int) -> UInt32 { index[version - versions.lowerBound] }

  private func release(
    childrenOf node: Int, waiting: inout [Int32], ready: (Int) -> Void
  ) {
    for child in plan.children(node).reversed() {
      waiting[Int(child)] -= 1
      if waiting[Int(child)] == 0 { ready(Int(child)) }
    }
  }

  /// What was there is replayed: from its length now, the length of each object before the stretch
  /// is known, so positions of new events can be judged.
  private func beginNew() {
    isNew = true
    for (object, tracker) in trackers {
      tracker.trimBase(by: tracker.effectLength - lengths[object])
    }
  }

  private func tracker(for object: Int) -> Tracker {
    if let recent, recent.object == object { return recent.tracker }
    let tracker: Tracker
    if let known = trackers[object] {
      tracker = known
    } else {
      let length = onlyObject != nil ? 0 : isNew ? lengths[object] : Self.unknownLength
      tracker = Tracker(index: index, origin: versions.lowerBound, baseLength: length)
      trackers[object] = tracker
    }
    recent = (object, tracker)
    return tracker
  }

  // MARK: Moving between branches

  private var current = -1
  private var marks: [UInt8]
  private var retreats: [Int] = []
  private var advances: [Int] = []

  private func visit(_ node: Int) throws(MergeError) {
    let parents = plan.parents(node)
    let isStraight =
      current < 0
      ? parents.isEmpty : parents.count == 1 && Int(parents[parents.startIndex]) == current
    if !isStraight {
      findMoves(to: parents)
      for node in retreats { shift(node, by: -1) }
      for node in advances.reversed() { shift(node, by: 1) }
    }
    try apply(node)
    current = node
  }

  /// The nodes only in the history of the version replayed last, and those only in the history of
  /// `parents`. Marks: 1 the former, 2 the latter, 3 both; taken from the highest node down.
  private func findMoves(to parents: ArraySlice<Int32>) {
    retreats.removeAll(keepingCapacity: true)
    advances.removeAll(keepingCapacity: true)
    var pending = 0
    var shared = 0
    var top = -1
    func mark(_ node: Int, _ flag: UInt8) {
      let old = marks[node]
      let new = old | flag
      if new == old { return }
      if old == 0 {
        if new == 3 { shared += 1 } else { pending += 1 }
      } else {
        pending -= 1
        shared += 1
      }
      marks[node] = new
      if node > top { top = node }
    }
    if current >= 0 { mark(current, 1) }
    for parent in parents { mark(Int(parent), 2) }
    while pending > 0 || shared > 0 {
      let flag = marks[top]
      if flag != 0 {
        marks[top] = 0
        if flag == 3 { shared -= 1 } else { pending -= 1 }
        if flag == 1 { retreats.append(top) }
        if flag == 2 { advances.append(top) }
        // Below what both share nothing is of interest any more, only to be wiped.
        if pending > 0 || flag != 3 {
          for parent in plan.parents(top) { mark(Int(parent), flag) }
        }
      }
      top -= 1
    }
  }

  private func shift(_ node: Int, by step: Int32) {
    let end = plan.end[node]
    var version = plan.start[node]
    var run = log.runIndex(of: version)
    while version < end {
      let kind = log.kind(run)
      let limit = min(end, log.range(run).upperBound)
      let object = log.object(run)
      if kind.rawValue <= OperationKind.slot.rawValue, onlyObject == nil || onlyObject == object {
        let tracker = tracker(for: object)
        if kind == .insert || kind == .slot {
          let first = UInt32(truncatingIfNeeded: version)
          tracker.shift(first: first, length: limit - version, by: step)
        } else {
          shiftTargets(version..<limit, on: tracker, by: step)
        }
      }
      version = limit
      run += 1
    }
  }

  /// A stretch of deletions: their targets as runs of ids, whichever way they went.
  private func shiftTargets(_ deletions: Range<Int>, on tracker: Tracker, by step: Int32) {
    var next = deletions.lowerBound - versions.lowerBound
    let end = deletions.upperBound - versions.lowerBound
    while next < end {
      let first = index[next]
      var length = 1
      var low = first
      if next + 1 < end, index[next + 1] == first &+ 1 {
        while next + length < end, index[next + length] == first &+ UInt32(length) { length += 1 }
      } else {
        while next + length < end, index[next + length] == first &- UInt32(length) { length += 1 }
        low = first &- UInt32(length - 1)
      }
      tracker.shift(first: low, length: length, by: step)
      next += length
    }
  }

  // MARK: Applying

  private func apply(_ node: Int) throws(MergeError) {
    let end = plan.end[node]
    var version = plan.start[node]
    var index = log.runIndex(of: version)
    while version < end {
      let run = log.clipped(index, to: version..<end)
      if run.kind.rawValue <= OperationKind.slot.rawValue,
        onlyObject == nil || onlyObject == run.object
      {
        try apply(run, on: tracker(for: run.object))
      }
      version += run.length
      index += 1
    }
  }

  private func apply(_ run: OperationRun, on tracker: Tracker) throws(MergeError) {
    switch run.kind {
    case .insert, .slot:
      if isNew, run.position > tracker.prepareLength { throw .positionOutOfRange }
      let effect = tracker.applyInsert(
        id: run.start, length: run.length, position: run.position
      ) { other in precedes(run.start, Int(other)) }
      if isNew {
        emit(
          Patch(
            kind: run.kind == .slot ? .slot : .insert, object: run.object, position: effect,
            length: run.length, payload: run.kind == .slot ? run.start : run.payload))
      }
    case .deleteForward, .deleteBackward:
      let backward = run.kind == .deleteBackward
      let first = backward ? run.position - run.length + 1 : run.position
      if isNew, first < 0 || first + run.length > tracker.prepareLength {
        throw .positionOutOfRange
      }
      let targets = index + (run.start - versions.lowerBound)
      tracker.applyDelete(position: first, length: run.length, targets: targets) {
        position, length in
        if isNew {
          emit(
            Patch(
              kind: .delete, object: run.object, position: position, length: length, payload: 0))
        }
      }
      if backward {
        var reversed = UnsafeMutableBufferPointer(start: targets, count: run.length)
        reversed.reverse()
      }
    case .write, .add, .remove:
      break
    }
  }

  private func emit(_ patch: Patch) {
    patches.append(patch)
    lengths[patch.object] += patch.kind == .delete ? -patch.length : patch.length
  }

  /// Whether the insertion at `one` goes before the one at `other` when both have equal origins.
  private func precedes(_ one: Int, _ other: Int) -> Bool {
    graph.event(at: one) < graph.event(at: other)
  }
}

/// How long each text and list is, filled from the present state at the first question.
struct ObjectLengths {
  private var known: [Int: Int] = [:]
  private let present: (Int) -> Int

  init(present: @escaping (Int) -> Int) { self.present = present }

  subscript(object: Int) -> Int {
    mutating get {
      if let length = known[object] { return length }
      let length = present(object)
      known[object] = length
      return length
    }
    set { known[object] = newValue }
  }
}
