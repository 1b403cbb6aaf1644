import CRDT

/// Appends the protocol's primitives to a growing message.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  /// The bytes `number(value)` takes: one to ten.
  static func length(of value: UInt64) -> Int {
    (max(1, UInt64.bitWidth - value.leadingZeroBitCount) + 6) / 7
  }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func raw(_ value: some Collection<UInt8>) { bytes.append(contentsOf: value) }

  /// Unsigned LEB128, shortest form.
  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func count(_ value: Int) { number(UInt64(value)) }

  /// Length, then bytes.
  mutating func block(_ value: some Collection<UInt8>) {
    count(value.count)
    raw(value)
  }

  /// Sixteen bytes, most significant first.
  mutating func agent(_ agent: AgentID) {
    for half in [agent.high, agent.low] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: half >> shift))
      }
    }
  }
}
