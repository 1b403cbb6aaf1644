package import CRDT

/// A batch written byte by byte after the documented layout, by other code than the engine's: so that
/// it can say what the engine never would, and shows that the layout is what it is said to be.
package struct RawBatch {
  package enum Kind: UInt64 {
    case insert = 0
    case deleteForward = 1
    case deleteBackward = 2
    case slot = 3
    case write = 4
    case add = 5
    case remove = 6
  }

  package enum Object: UInt8 {
    case text = 0
    case register = 1
    case set = 2
    case list = 3
    case alive = 4
  }

  package var agent: AgentID
  package var first: UInt64
  package var pieces: [(length: UInt64, parents: [EventID])]
  /// The counts to claim, where they are not the true ones.
  package var claimedPieces: UInt64?
  package var claimedAgents: UInt64?
  package var claimedTargets: UInt64?
  package var claimedRuns: UInt64?
  package var claimedValues: UInt64?
  package var claimedWritten: UInt64?
  package var claimedText: UInt64?
  package var text: [UInt8] = []

  private var agents: [AgentID]
  private var targets: [UInt8] = []
  private var targetCount: UInt64 = 0
  private var expected: [Int64] = []
  private var runs: [UInt8] = []
  private var runCount: UInt64 = 0
  private var values: [UInt8] = []
  private var valueCount: UInt64 = 0
  private var written: [UInt8] = []
  private var writtenCount: UInt64 = 0
  private var registers = Set<Int>()

  package init(first: EventID, parents: [EventID], length: UInt64 = 1) {
    agent = first.agent
    self.first = first.sequence
    pieces = [(length, parents)]
    agents = [first.agent]
  }

  /// Names an object and gives its number.
  package mutating func target(_ object: Object, _ address: ObjectAddress) -> Int {
    targets.append(object.rawValue)
    if let record = address.record {
      targets.append(1)
      targets += bytes(of: record)
    } else {
      targets.append(0)
    }
    Self.append(UInt64(address.key.utf8.count), to: &targets)
    targets += Array(address.key.utf8)
    targetCount += 1
    expected.append(0)
    if object == .register { registers.insert(Int(targetCount) - 1) }
    return Int(targetCount) - 1
  }

  /// A run with a position: an insertion, a deletion.
  package mutating func edit(_ kind: Kind, _ target: Int, at position: Int64, length: Int64) {
    Self.append(UInt64(target) << 4 | kind.rawValue, to: &runs)
    Self.append(UInt64(bitPattern: length), to: &runs)
    appendPosition(position, of: target)
    let moved: Int64
    switch kind {
    case .insert: moved = position &+ length
    case .deleteBackward: moved = position &- length &+ 1
    default: moved = position
    }
    if target < expected.count { expected[target] = moved }
    runCount += 1
  }

  /// A record created, or moved.
  package mutating func slot(_ target: Int, at position: Int64, moving record: EventID? = nil) {
    Self.append(UInt64(target) << 4 | Kind.slot.rawValue | (record == nil ? 0 : 8), to: &runs)
    appendPosition(position, of: target)
    if let record { runs += bytes(of: record) }
    if target < expected.count { expected[target] = position &+ 1 }
    runCount += 1
  }

  /// A value written, added or removed.
  package mutating func value(_ kind: Kind, _ target: Int, _ value: RegisterValue) {
    Self.append(UInt64(target) << 4 | kind.rawValue, to: &runs)
    runCount += 1
    valueCount += 1
    // Numbers and texts in a register are content; elsewhere they are part of the structure.
    let isContent = registers.contains(target)
    switch value {
    case .none: values.append(0)
    case .flag(let flag): values.append(flag ? 2 : 1)
    case .integer(let number):
      values.append(isContent ? 3 : 6)
      var bytes: [UInt8] = []
      Self.append(Self.zigzag(number), to: &bytes)
      if isContent { write(bytes) } else { values += bytes }
    case .text(let text):
      values.append(isContent ? 4 : 7)
      if isContent {
        write(Array(text.utf8))
      } else {
        Self.append(UInt64(text.utf8.count), to: &values)
        values += Array(text.utf8)
      }
    case .identifier(let event):
      values.append(5)
      values += bytes(of: event)
    }
    if target < expected.count { expected[target] = 0 }
  }

  private mutating func write(_ bytes: [UInt8]) {
    Self.append(UInt64(bytes.count), to: &written)
    written += bytes
    writtenCount += 1
  }

  private mutating func appendPosition(_ position: Int64, of target: Int) {
    let base = target < expected.count ? expected[target] : 0
    Self.append(Self.zigzag(position &- base), to: &runs)
  }

  /// The batch. The author is agent 0; the others stand in the order in which they were named.
  package func encoded() -> [UInt8] {
    var batch = self
    var graph: [UInt8] = []
    Self.append(first, to: &graph)
    Self.append(claimedPieces ?? UInt64(pieces.count), to: &graph)
    for piece in pieces {
      Self.append(piece.length, to: &graph)
      Self.append(UInt64(piece.parents.count), to: &graph)
      for parent in piece.parents { graph += batch.bytes(of: parent) }
    }
    var bytes: [UInt8] = []
    Self.append(claimedAgents ?? UInt64(batch.agents.count), to: &bytes)
    for agent in batch.agents {
      for half in [agent.high, agent.low] {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
          bytes.append(UInt8(truncatingIfNeeded: half >> shift))
        }
      }
    }
    bytes += graph
    Self.append(claimedTargets ?? targetCount, to: &bytes)
    bytes += targets
    Self.append(claimedRuns ?? runCount, to: &bytes)
    bytes += runs
    Self.append(claimedValues ?? valueCount, to: &bytes)
    bytes += values
    var payload: [UInt8] = []
    Self.append(2, to: &payload)
    Self.append(UInt64(bytes.count), to: &payload)
    payload += bytes
    if writtenCount == 0, text.isEmpty, claimedWritten == nil, claimedText == nil {
      return payload + [0]
    }
    // Covered by the seed of the session, which is all zeros.
    payload.append(1)
    payload += [UInt8](repeating: 0, count: 16)
    Self.append(claimedWritten ?? writtenCount, to: &payload)
    payload += written
    Self.append(claimedText ?? UInt64(text.count), to: &payload)
    return payload + text
  }

  private mutating func bytes(of event: EventID) -> [UInt8] {
    let number: Int
    if let known = agents.firstIndex(of: event.agent) {
      number = known
    } else {
      number = agents.count
      agents.append(event.agent)
    }
    var bytes: [UInt8] = []
    Self.append(UInt64(number), to: &bytes)
    Self.append(event.sequence, to: &bytes)
    return bytes
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func zigzag(_ number: Int64) -> UInt64 {
    number < 0 ? UInt64(bitPattern: ~number) << 1 | 1 : UInt64(bitPattern: number) << 1
  }
}
