/// Reads a column of numbers from bytes that may be anything, for loops in which a check that throws
/// would cost more than the number: what is wrong is noted, answered with zero, and told at the end.
///
/// So a loop must end by its own count, never by what it reads.
struct ColumnReader {
  private let bytes: [UInt8]
  private(set) var position = 0
  /// Whether some number was not there, too long, or above its limit.
  private(set) var isBroken = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count &- position }

  @inline(__always)
  mutating func number() -> UInt64 {
    if position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        position &+= 1
        return UInt64(byte)
      }
    }
    return longNumber()
  }

  /// A number of at most `limit`.
  @inline(__always)
  mutating func number(atMost limit: Int) -> Int {
    let number = number()
    if limit >= 0, number <= UInt64(limit) { return Int(truncatingIfNeeded: number) }
    isBroken = true
    return 0
  }

  mutating func skip(_ count: Int) {
    if count >= 0, count <= remaining { position &+= count } else { isBroken = true }
  }

  /// The agent whose sixteen bytes begin at `offset`, before `position`.
  func agent(at offset: Int) -> AgentID {
    precondition(offset >= 0 && offset &+ 16 <= position)
    return bytes.withUnsafeBytes { bytes in
      let high = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let low = bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
      return AgentID(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }
  }

  /// A zigzag number.
  @inline(__always)
  mutating func signed() -> Int64 {
    let number = number()
    return Int64(bitPattern: (number >> 1) ^ (0 &- (number & 1)))
  }

  /// - Throws: `truncated`, `invalid` or `trailingBytes`, where the column was not what it should be.
  func finish() throws(CodecError) {
    if isBroken { throw remaining == 0 ? .truncated : .invalid }
    if remaining > 0 { throw .trailingBytes }
  }

  @inline(never)
  private mutating func longNumber() -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift <= 63 {
      let byte = bytes[position]
      position &+= 1
      let bits = UInt64(byte & 0x7F)
      if shift == 63, bits > 1 { break }
      result |= bits << shift
      if byte & 0x80 == 0 {
        // One form for each number, as everywhere.
        if byte == 0, shift > 0 { break }
        return result
      }
      shift &+= 7
    }
    isBroken = true
    return 0
  }
}
