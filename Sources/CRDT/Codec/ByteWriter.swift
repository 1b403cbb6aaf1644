/// Writes numbers and stretches of bytes one after the other.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(byte: UInt8) { bytes.append(byte) }

  mutating func append(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

  /// An unsigned number: seven bits a byte, least significant first (LEB128).
  mutating func append(number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(number: Int) { append(number: UInt64(number)) }

  /// A signed number, small ones short whichever their sign (zigzag).
  mutating func append(signed number: Int64) {
    append(number: UInt64(bitPattern: (number << 1) ^ (number >> 63)))
  }

  /// A stretch of bytes behind its length.
  mutating func append(block: some Collection<UInt8>) {
    append(number: block.count)
    append(block)
  }

  /// Four bytes, least significant first.
  mutating func append(word: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
    }
  }

  mutating func append(agent: AgentID) {
    for half in [agent.high, agent.low] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
      }
    }
  }
}
