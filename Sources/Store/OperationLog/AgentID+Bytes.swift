import CRDT

extension AgentID {
  /// The sixteen bytes, most significant first, as the database keeps them.
  var bytes: [UInt8] {
    [high, low].flatMap { half in withUnsafeBytes(of: half.bigEndian) { Array($0) } }
  }

  /// Reads sixteen bytes; nil for any other number of them.
  init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    func half(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: half(0..<8), low: half(8..<16))
  }
}
