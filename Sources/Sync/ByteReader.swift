import CRDT

/// Takes the protocol's primitives from bytes nobody vouches for: each length is checked against
/// what is left before anything is allocated.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count - offset }

  mutating func byte() throws(SyncError) -> UInt8 {
    guard offset < bytes.count else { throw .truncated(offset: offset) }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func raw(_ length: Int) throws(SyncError) -> ArraySlice<UInt8> {
    guard length >= 0, length <= remaining else { throw .truncated(offset: offset) }
    defer { offset += length }
    return bytes[offset..<offset + length]
  }

  /// Unsigned LEB128 in its shortest form, so that equal values have equal bytes.
  mutating func number() throws(SyncError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      let group = UInt64(next & 0x7F)
      // The tenth byte holds the sixty-fourth bit alone.
      guard shift < 63 || (shift == 63 && group <= 1) else { throw .badNumber(offset: start) }
      value |= group << shift
      if next < 0x80 {
        guard next != 0 || shift == 0 else { throw .badNumber(offset: start) }
        return value
      }
      shift += 7
    }
  }

  /// A number of at most thirty-two bits.
  mutating func smallNumber() throws(SyncError) -> UInt32 {
    let start = offset
    guard let value = UInt32(exactly: try number()) else { throw .badNumber(offset: start) }
    return value
  }

  mutating func flag() throws(SyncError) -> Bool {
    let start = offset
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw .badNumber(offset: start)
    }
  }

  /// How many items follow: at most `limit`, and no more than could fit in what is left if each
  /// took `itemBytes`.
  mutating func count(limit: Int, itemBytes: Int) throws(SyncError) -> Int {
    let start = offset
    let value = try number()
    guard value <= UInt64(limit) else { throw .limitExceeded(limit: limit) }
    let count = Int(value)
    guard count <= remaining / itemBytes else { throw .truncated(offset: start) }
    return count
  }

  /// Length, then bytes: at most `limit`.
  mutating func block(limit: Int) throws(SyncError) -> ArraySlice<UInt8> {
    try raw(try count(limit: limit, itemBytes: 1))
  }

  mutating func agent() throws(SyncError) -> AgentID {
    let sixteen = try raw(16)
    func half(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    return AgentID(high: half(sixteen.prefix(8)), low: half(sixteen.suffix(8)))
  }

  /// Refuses what follows the message's end.
  func finish() throws(SyncError) {
    guard remaining == 0 else { throw .trailingBytes(count: remaining) }
  }
}
