/// What an operation run does.
enum OperationKind: UInt32, Sendable {
  /// Scalars inserted one after the other: `position`, `position + 1`, …
  case insert = 0
  /// Scalars deleted forwards: each at `position`.
  case deleteForward = 1
  /// Scalars deleted backwards: at `position`, `position - 1`, …
  case deleteBackward = 2
  /// One slot inserted into a list at `position`: a record created, or a record moved there.
  case slot = 3
  /// One value written to a register, or to whether a record stands.
  case write = 4
  /// One value added to a set.
  case add = 5
  /// One value removed from a set.
  case remove = 6
}

/// One run of operations, as it stands in the log.
struct OperationRun: Hashable, Sendable {
  var start: Int
  var length: Int
  var kind: OperationKind
  var object: Int
  /// The position as it was when the run was made; 0 where the kind has none.
  var position: Int
  /// `insert`: where its bytes start in `content`. `write`, `add`, `remove`: the value's index.
  /// `slot`: the record moved, as a local version; the run's own for a record created.
  var payload: Int
}

/// Every original operation, in order of local version, as runs in columns: sixteen bytes a run.
///
/// Inserted text is kept apart, in one stretch of UTF-8 in the order of insertion, so merging never
/// reads it.
///
/// The log of a document that was loaded begins at `base`: what lies before is read from the saved
/// form when it is needed. Whoever asks for a version asks for one from `base` on.
struct OperationLog: Sendable {
  /// The first local version here.
  let base: Int
  private(set) var start: [UInt32] = []
  /// The kind in the low three bits, the object's number above.
  private(set) var target: [UInt32] = []
  private(set) var position: [UInt32] = []
  private(set) var payload: [UInt32] = []
  /// The local version the next operation will get.
  private(set) var count: Int

  private(set) var content: [UInt8] = []
  /// How many scalars `content` holds; equal to its bytes while all is ASCII.
  private(set) var contentScalars = 0
  private(set) var values: [RegisterValue] = []

  init(base: Int = 0) {
    self.base = base
    count = base
  }

  /// The columns of a log that begins at version 0, for making one at once.
  struct Columns {
    fileprivate var start: [UInt32] = []
    fileprivate var target: [UInt32] = []
    fileprivate var position: [UInt32] = []
    fileprivate var payload: [UInt32] = []

    init(reserving runs: Int) {
      start.reserveCapacity(runs)
      target.reserveCapacity(runs)
      position.reserveCapacity(runs)
      payload.reserveCapacity(runs)
    }

    @inline(__always)
    mutating func append(_ run: OperationRun) {
      start.append(UInt32(truncatingIfNeeded: run.start))
      target.append(UInt32(truncatingIfNeeded: run.object) << 3 | run.kind.rawValue)
      position.append(UInt32(truncatingIfNeeded: run.position))
      payload.append(UInt32(truncatingIfNeeded: run.payload))
    }
  }

  /// - Parameters:
  ///   - count: how many operations the columns hold.
  ///   - content: valid UTF-8 of `scalars` scalars.
  init(
    _ columns: Columns, count: Int, content: [UInt8], scalars: Int, values: [RegisterValue]
  ) {
    base = 0
    start = columns.start
    target = columns.target
    position = columns.position
    payload = columns.payload
    self.count = count
    self.content = content
    contentScalars = scalars
    self.values = values
  }

  var runs: Int { start.count }

  func kind(_ run: Int) -> OperationKind {
    OperationKind(rawValue: target[run] & 7) ?? .write
  }

  func object(_ run: Int) -> Int { Int(target[run] >> 3) }

  /// The local version after the run's last.
  func end(_ run: Int) -> Int { run &+ 1 < start.count ? Int(start[run &+ 1]) : count }

  func range(_ run: Int) -> Range<Int> { Int(start[run])..<end(run) }

  func run(_ index: Int) -> OperationRun {
    let range = range(index)
    return OperationRun(
      start: range.lowerBound, length: range.count, kind: kind(index), object: object(index),
      position: Int(position[index]), payload: Int(payload[index]))
  }

  /// The run that holds local version `version`. O(log runs).
  func runIndex(of version: Int) -> Int {
    var low = 0
    var high = start.count
    if let last = start.last, Int(last) <= version { return high - 1 }
    while low < high {
      let middle = (low &+ high) &>> 1
      if Int(start[middle]) <= version { low = middle &+ 1 } else { high = middle }
    }
    return low - 1
  }

  /// The part of a run that lies in `versions`, with its position moved accordingly.
  ///
  /// `payload` of an insertion is left at the run's first byte plus the bytes of what is cut away.
  func clipped(_ index: Int, to versions: Range<Int>) -> OperationRun {
    var run = run(index)
    let skipped = max(0, versions.lowerBound - run.start)
    let end = min(run.start + run.length, versions.upperBound)
    if skipped > 0 {
      switch run.kind {
      case .insert:
        run.position += skipped
        run.payload = contentOffset(from: run.payload, scalars: skipped)
      case .deleteBackward: run.position -= skipped
      default: break
      }
      run.start += skipped
    }
    run.length = end - run.start
    return run
  }

  /// The byte `scalars` scalars after the byte at `offset`. O(1) while all is ASCII.
  func contentOffset(from offset: Int, scalars: Int) -> Int {
    if contentScalars == content.count { return offset + scalars }
    return content.withUnsafeBufferPointer {
      UTF8Scan.offset(in: $0, from: offset, scalars: scalars)
    }
  }

  // MARK: Appending

  /// Inserted text; its UTF-8 must be valid and hold `scalars` scalars.
  @inline(__always)
  mutating func appendInsert(
    object: Int, position: Int, bytes: UnsafeBufferPointer<UInt8>, scalars: Int, merging: Bool
  ) {
    let last = start.count &- 1
    let word = UInt32(truncatingIfNeeded: object) << 3 | OperationKind.insert.rawValue
    if !(merging && last >= 0 && target[last] == word
      && Int(self.position[last]) &+ (count &- Int(start[last])) == position)
    {
      appendRun(word: word, position: position, payload: content.count)
    }
    content.append(contentsOf: bytes)
    contentScalars &+= scalars
    count &+= scalars
  }

  /// Deletes `length` scalars from `position` on; `backward`: at `position`, then before it.
  @inline(__always)
  mutating func appendDelete(
    object: Int, position: Int, length: Int, backward: Bool, merging: Bool
  ) {
    let last = start.count &- 1
    let base = UInt32(truncatingIfNeeded: object) << 3
    if merging, last >= 0, target[last] >> 3 == base >> 3 {
      let kind = target[last] & 7
      let length0 = count &- Int(start[last])
      let position0 = Int(self.position[last])
      // A run of one has no direction yet; it takes the one of what follows.
      let isSingle = length0 == 1 && (kind == 1 || kind == 2)
      if kind == 1 || isSingle, !backward || length == 1, position == position0 {
        target[last] = base | OperationKind.deleteForward.rawValue
        count &+= length
        return
      }
      if kind == 2 || isSingle, backward || length == 1, position &+ length0 == position0 {
        target[last] = base | OperationKind.deleteBackward.rawValue
        count &+= length
        return
      }
    }
    let kind: OperationKind = backward ? .deleteBackward : .deleteForward
    appendRun(word: base | kind.rawValue, position: position, payload: 0)
    count &+= length
  }

  mutating func appendSlot(object: Int, position: Int, record: Int) {
    let word = UInt32(truncatingIfNeeded: object) << 3 | OperationKind.slot.rawValue
    appendRun(word: word, position: position, payload: record)
    count += 1
  }

  mutating func appendValue(_ kind: OperationKind, object: Int, value: RegisterValue) {
    let word = UInt32(truncatingIfNeeded: object) << 3 | kind.rawValue
    appendRun(word: word, position: 0, payload: values.count)
    values.append(value)
    count += 1
  }

  /// Appends another log's operations from a local version on, at which this one ends.
  mutating func append(_ other: OperationLog, from version: Int) {
    precondition(other.base <= version && version == count && version <= other.count)
    if version == other.count { return }
    for index in other.runIndex(of: version)..<other.runs {
      let run = other.clipped(index, to: version..<other.count)
      append(run, of: other, object: run.object, record: run.payload)
    }
  }

  /// Appends a run of another log.
  ///
  /// - Parameters:
  ///   - object: its object's number here.
  ///   - record: for a slot, the local version here of the record moved.
  mutating func append(_ run: OperationRun, of other: OperationLog, object: Int, record: Int) {
    switch run.kind {
    case .insert:
      let end = other.contentOffset(from: run.payload, scalars: run.length)
      other.content.withUnsafeBufferPointer {
        appendInsert(
          object: object, position: run.position,
          bytes: UnsafeBufferPointer(rebasing: $0[run.payload..<end]), scalars: run.length,
          merging: true)
      }
    case .deleteForward, .deleteBackward:
      appendDelete(
        object: object, position: run.position, length: run.length,
        backward: run.kind == .deleteBackward, merging: true)
    case .slot:
      appendSlot(object: object, position: run.position, record: record)
    case .write, .add, .remove:
      appendValue(run.kind, object: object, value: other.values[run.payload])
    }
  }

  /// Appends the operations of another log, from its first to its last.
  ///
  /// - Parameters:
  ///   - objects: for each object of the other log its number here.
  ///   - records: the record of each slot, in turn.
  mutating func append(_ other: OperationLog, objects: [Int], records: [UInt32]) {
    if other.runs == 0 { return }
    let base = UInt32(truncatingIfNeeded: count)
    let bytes = UInt32(truncatingIfNeeded: content.count)
    let firstValue = UInt32(truncatingIfNeeded: values.count)
    let first = other.run(0)
    let firstEnd = other.contentOffset(
      from: 0, scalars: first.kind == .insert ? first.length : 0)
    var slot = 0
    var run = 0
    // Only the first run can go on where this log ends.
    if first.kind.rawValue <= OperationKind.deleteBackward.rawValue {
      run = 1
      if first.kind == .insert {
        other.content.withUnsafeBufferPointer {
          appendInsert(
            object: objects[first.object], position: first.position,
            bytes: UnsafeBufferPointer(rebasing: $0[..<firstEnd]), scalars: first.length,
            merging: true)
        }
      } else {
        appendDelete(
          object: objects[first.object], position: first.position, length: first.length,
          backward: first.kind == .deleteBackward, merging: true)
      }
    }
    while run < other.runs {
      let target = other.target[run]
      let kind = target & 7
      start.append(base &+ other.start[run])
      self.target.append(UInt32(truncatingIfNeeded: objects[Int(target >> 3)]) << 3 | kind)
      position.append(other.position[run])
      switch other.kind(run) {
      case .insert: payload.append(bytes &+ other.payload[run])
      case .deleteForward, .deleteBackward: payload.append(0)
      case .slot:
        payload.append(records[slot])
        slot &+= 1
      case .write, .add, .remove: payload.append(firstValue &+ other.payload[run])
      }
      run &+= 1
    }
    content.append(contentsOf: other.content[firstEnd...])
    contentScalars &+= other.contentScalars &- (first.kind == .insert ? first.length : 0)
    values.append(contentsOf: other.values)
    count = Int(base) &+ other.count
  }

  private mutating func appendRun(word: UInt32, position: Int, payload: Int) {
    start.append(UInt32(truncatingIfNeeded: count))
    target.append(word)
    self.position.append(UInt32(truncatingIfNeeded: position))
    self.payload.append(UInt32(truncatingIfNeeded: payload))
  }

  // MARK: Taking back

  struct Checkpoint {
    fileprivate var count: Int
    fileprivate var runs: Int
    fileprivate var lastTarget: UInt32?
    fileprivate var bytes: Int
    fileprivate var scalars: Int
    fileprivate var values: Int
  }

  func checkpoint() -> Checkpoint {
    Checkpoint(
      count: count, runs: start.count, lastTarget: target.last, bytes: content.count,
      scalars: contentScalars, values: values.count)
  }

  /// Takes back every operation appended since the checkpoint.
  mutating func roll(back checkpoint: Checkpoint) {
    let excess = start.count - checkpoint.runs
    start.removeLast(excess)
    target.removeLast(excess)
    position.removeLast(excess)
    payload.removeLast(excess)
    if let lastTarget = checkpoint.lastTarget { target[checkpoint.runs - 1] = lastTarget }
    content.removeLast(content.count - checkpoint.bytes)
    contentScalars = checkpoint.scalars
    values.removeLast(values.count - checkpoint.values)
    count = checkpoint.count
  }
}
