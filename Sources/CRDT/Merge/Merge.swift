/// Turns events that were just appended to graph and log into changes of the present state.
///
/// Only what lies after the last critical version before them is replayed; stretches in which every
/// version is critical pass straight through.
enum Merge {
  /// The changes that the events from `boundary` on make.
  ///
  /// - Parameter lengths: how long each text and list is before them.
  /// - Throws: `MergeError` where an event's position cannot be.
  /// - Complexity: O((k + m) log(k + m)) for k events since the last common critical version and m
  ///   new ones; O(m) where the history is a straight line.
  static func patches(
    from boundary: Int, graph: EventGraph, log: OperationLog, lengths: ObjectLengths,
    straightThrough: Bool = true
  ) throws(MergeError) -> [Patch] {
    var patches: [Patch] = []
    var lengths = lengths
    var version = base(before: boundary, critical: graph.critical) + 1
    if !straightThrough { version = 0 }
    while version < graph.count {
      if straightThrough, let line = line(at: version, critical: graph.critical) {
        try passThrough(line.clamped(to: boundary..<graph.count), log, &lengths, &patches)
        version = line.upperBound
      } else {
        let next = straightThrough ? nextCritical(after: version, critical: graph.critical) : nil
        let end = next.map { $0 + 1 } ?? graph.count
        let replay = Replay(
          versions: version..<end, boundary: boundary, graph: graph, log: log, lengths: lengths)
        let result = try replay.run()
        patches += result.patches
        lengths = result.lengths
        version = end
      }
    }
    return patches
  }

  /// The last critical version before `boundary`; −1 where there is none but the empty document.
  private static func base(before boundary: Int, critical: [Range<Int>]) -> Int {
    guard let range = critical.last(where: { $0.lowerBound < boundary }) else { return -1 }
    return min(range.upperBound, boundary) - 1
  }

  /// The stretch of critical versions that begins at `version`, if it is one.
  private static func line(at version: Int, critical: [Range<Int>]) -> Range<Int>? {
    guard let range = critical.last(where: { $0.lowerBound <= version }),
      range.contains(version)
    else { return nil }
    return version..<range.upperBound
  }

  private static func nextCritical(after version: Int, critical: [Range<Int>]) -> Int? {
    var low = 0
    var high = critical.count
    while low < high {
      let middle = (low + high) / 2
      if critical[middle].lowerBound <= version { low = middle + 1 } else { high = middle }
    }
    return low < critical.count ? critical[low].lowerBound : nil
  }

  /// Events in a straight line: their positions are those of the present state.
  static func passThrough(
    _ versions: Range<Int>, _ log: OperationLog, _ lengths: inout ObjectLengths,
    _ patches: inout [Patch]
  ) throws(MergeError) {
    if versions.isEmpty { return }
    var version = versions.lowerBound
    var index = log.runIndex(of: version)
    while version < versions.upperBound {
      let run = log.clipped(index, to: version..<versions.upperBound)
      let length = run.kind.rawValue <= OperationKind.slot.rawValue ? lengths[run.object] : 0
      switch run.kind {
      case .insert, .slot:
        if run.position > length { throw .positionOutOfRange }
        patches.append(
          Patch(
            kind: run.kind == .slot ? .slot : .insert, object: run.object,
            position: run.position, length: run.length,
            payload: run.kind == .slot ? run.start : run.payload))
        lengths[run.object] = length + run.length
      case .deleteForward, .deleteBackward:
        let first = run.kind == .deleteBackward ? run.position - run.length + 1 : run.position
        if first < 0 || first + run.length > length { throw .positionOutOfRange }
        patches.append(
          Patch(
            kind: .delete, object: run.object, position: first, length: run.length, payload: 0))
        lengths[run.object] = length - run.length
      case .write, .add, .remove:
        break
      }
      version += run.length
      index += 1
    }
  }
}
