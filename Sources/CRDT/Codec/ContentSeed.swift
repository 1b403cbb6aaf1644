/// Sixteen secret bytes that hide what the commitments to words stand for.
///
/// A word has few letters, so the hash of a word alone is soon guessed. Every chunk of content is
/// hashed together with a salt that follows from a seed, and with the seed the salts can be
/// forgotten: see ``BatchContent``. Drawn at random by whoever writes; the engine draws nothing.
package struct ContentSeed: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// No secret at all: for what never leaves the process, and for batches in which nothing is written.
  package static let zero = ContentSeed(high: 0, low: 0)

  /// Reads sixteen bytes, most significant first; nil for any other number of them.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in bytes { (high, low) = (high << 8 | low >> 56, low << 8 | UInt64(byte)) }
    self.init(high: high, low: low)
  }

  package var bytes: [UInt8] {
    [high, low].flatMap { half in
      stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
    }
  }
}
