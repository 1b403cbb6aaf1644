/// Walks through a stretch of history that is not a straight line, with one tracker for each text or
/// list it comes by, and tells what the new events change in the present state.
///
/// Between visits the walker stands at one version: the prepare states are as that version saw
/// things. It can be kept from one merge to the next, as long as everything after its base is walked:
/// then an event that arrives costs only the way from where the walker stands.
///
/// Unchecked sendable: a document uses its walker only after making sure that no copy shares it.
final class Walker: @unchecked Sendable {
  /// The walker knows events from here on; all of them were made upon everything before.
  let origin: Int
  private let subject: Subject

  /// For each local version from `origin` on: an insertion's leaf, or a deletion's target.
  private let index: Pool<UInt32>
  private var trackers: [Int: Tracker] = [:]
  /// The tracker used last: edits come in runs to one object.
  private var recent: (object: Int, tracker: Tracker)?

  /// Objects met in a replay, whose length at the base is not known yet.
  private var untrimmed: [Int] = []

  /// Everything before this was walked.
  private(set) var end: Int
  /// The heads of the version where the walker stands; none at the base.
  private var current: [Int] = []
  /// What the visits since the last `takePatches` change.
  private var patches: [Patch] = []
  private var moves = VersionMoves()

  /// The same, for spines.
  var changes: [SpineChange] = []

  private static let unknownLength = 1 << 29

  /// What the visits tell.
  enum Subject {
    /// Patches to texts and lists.
    case state
    /// Changes to the spines of texts.
    case spines
  }

  init(origin: Int, telling subject: Subject = .state) {
    self.origin = origin
    self.subject = subject
    end = origin
    index = Pool(capacity: 256)
  }

  deinit {
    recent = nil
    trackers.removeAll()
    index.free()
  }

  /// Whom a visit is for.
  enum Purpose {
    /// Events that the present state has already.
    case replay
    /// Events that are new: their changes are collected.
    case merge
  }

  /// Makes room for events up to `end`.
  func extend(to end: Int) {
    index.extend(by: end &- self.end, repeating: 0)
    self.end = end
  }

  /// Replays a run of events, each upon the one before, the first upon `parents`.
  ///
  /// - Parameter length: how long an object is at present; asked about an object that is new to the
  ///   walker.
  /// - Throws: `MergeError` where a new event's position cannot be.
  func visit(
    _ versions: Range<Int>, parents: [Int], for purpose: Purpose, graph: borrowing EventGraph,
    log: borrowing OperationLog, length: (Int) -> Int
  ) throws(MergeError) {
    if parents != current { move(to: parents, graph: graph, log: log) }
    var version = versions.lowerBound
    var run = log.runIndex(of: version)
    while version < versions.upperBound {
      let operation = log.clipped(run, to: version..<versions.upperBound)
      if concerns(operation.kind) {
        try apply(operation, for: purpose, graph: graph, length: length)
      }
      version &+= operation.length
      run &+= 1
    }
    current.removeAll(keepingCapacity: true)
    current.append(versions.upperBound &- 1)
  }

  /// What was there is replayed: from its length at present the length each object had at the base is
  /// known, so positions of new events can be judged.
  func beginMerging(length: (Int) -> Int) {
    for object in untrimmed {
      guard let tracker = trackers[object] else { continue }
      tracker.trimBase(by: tracker.effectLength - length(object))
    }
    untrimmed.removeAll(keepingCapacity: true)
  }

  /// The changes collected, which are then forgotten.
  func takePatches(_ body: ([Patch]) -> Void) {
    body(patches)
    patches.removeAll(keepingCapacity: true)
  }

  /// The same for spines.
  func takeChanges(_ body: ([SpineChange]) -> Void) {
    body(changes)
    changes.removeAll(keepingCapacity: true)
  }

  private func concerns(_ kind: OperationKind) -> Bool {
    kind.rawValue < OperationKind.slot.rawValue || (kind == .slot && subject == .state)
  }

  private func tracker(for object: Int, baseLength: () -> Int) -> Tracker {
    if let recent, recent.object == object { return recent.tracker }
    let tracker: Tracker
    if let known = trackers[object] {
      tracker = known
    } else {
      tracker = Tracker(index: index, origin: origin, baseLength: baseLength())
      trackers[object] = tracker
    }
    recent = (object, tracker)
    return tracker
  }

  // MARK: Moving between branches

  private func move(to parents: [Int], graph: borrowing EventGraph, log: borrowing OperationLog) {
    moves.find(from: current, to: parents, base: origin, graph: graph)
    for range in moves.retreats { shift(range, by: -1, log: log) }
    for range in moves.advances.reversed() { shift(range, by: 1, log: log) }
  }

  private func shift(_ versions: Range<Int>, by step: Int32, log: borrowing OperationLog) {
    var version = versions.lowerBound
    var run = log.runIndex(of: version)
    while version < versions.upperBound {
      let limit = min(versions.upperBound, log.end(run))
      let kind = log.kind(run)
      let object = log.object(run)
      if concerns(kind) {
        let tracker = tracker(for: object) { 0 }
        if kind == .insert || kind == .slot {
          let first = UInt32(truncatingIfNeeded: version)
          tracker.shift(first: first, length: limit &- version, by: step)
        } else {
          shiftTargets(version..<limit, on: tracker, by: step)
        }
      }
      version = limit
      run &+= 1
    }
  }

  /// A stretch of deletions: their targets as runs of ids, whichever way they went.
  private func shiftTargets(_ deletions: Range<Int>, on tracker: Tracker, by step: Int32) {
    var next = deletions.lowerBound &- origin
    let end = deletions.upperBound &- origin
    while next < end {
      let first = index[next]
      var length = 1
      var low = first
      if next &+ 1 < end, index[next &+ 1] == first &+ 1 {
        while next &+ length < end,
          index[next &+ length] == first &+ UInt32(truncatingIfNeeded: length)
        {
          length &+= 1
        }
      } else {
        while next &+ length < end,
          index[next &+ length] == first &- UInt32(truncatingIfNeeded: length)
        {
          length &+= 1
        }
        low = first &- UInt32(truncatingIfNeeded: length &- 1)
      }
      tracker.shift(first: low, length: length, by: step)
      next &+= length
    }
  }

  // MARK: Applying

  private func apply(
    _ run: OperationRun, for purpose: Purpose, graph: borrowing EventGraph,
    length: (Int) -> Int
  ) throws(MergeError) {
    let tracker = tracker(for: run.object) {
      if purpose == .merge { return length(run.object) }
      untrimmed.append(run.object)
      return Self.unknownLength
    }
    switch run.kind {
    case .insert, .slot:
      if purpose == .merge, run.position > tracker.prepareLength { throw .positionOutOfRange }
      let start = run.start
      let effect = tracker.applyInsert(
        id: start, length: run.length, position: run.position, graph: graph)
      if purpose == .merge, subject == .spines {
        noteInsertion(run, on: tracker)
      } else if purpose == .merge {
        let isSlot = run.kind == .slot
        patches.append(
          Patch(
            kind: isSlot ? .slot : .insert, object: run.object, position: effect,
            length: run.length, payload: isSlot ? start : run.payload))
      }
    case .deleteForward, .deleteBackward:
      let backward = run.kind == .deleteBackward
      let first = backward ? run.position &- run.length &+ 1 : run.position
      if purpose == .merge, first < 0 || first + run.length > tracker.prepareLength {
        throw .positionOutOfRange
      }
      let targets = index.base + (run.start &- origin)
      tracker.applyDelete(position: first, length: run.length, targets: targets) {
        position, length in
        if purpose == .merge, subject == .state {
          patches.append(
            Patch(
              kind: .delete, object: run.object, position: position, length: length, payload: 0))
        }
      }
      if purpose == .merge, subject == .spines { noteDeletion(run, targets, on: tracker) }
      if backward {
        var reversed = UnsafeMutableBufferPointer(start: targets, count: run.length)
        reversed.reverse()
      }
    case .write, .add, .remove:
      break
    }
  }
}
