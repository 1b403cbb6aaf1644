/// What hides the content of many batches, equal seals in a row counted together: a session has one for
/// all it writes.
struct BatchSeals: Sendable {
  private(set) var runs: [(seal: BatchContent.Seal, repeats: Int)] = []
  /// How many batches.
  private(set) var count = 0

  /// - Parameter seal: nil where nothing is written: the batch then goes with the last one.
  mutating func append(_ seal: BatchContent.Seal?) {
    append(seal ?? runs.last?.seal ?? .session(.zero), repeats: 1)
  }

  private mutating func append(_ seal: BatchContent.Seal, repeats: Int) {
    count += repeats
    if let last = runs.last, last.seal == seal {
      runs[runs.count - 1].repeats += repeats
    } else {
      runs.append((seal, repeats))
    }
  }

  func encode(to bytes: inout ByteWriter, effort: Compression.Effort) {
    var column = ByteWriter()
    for run in runs {
      switch run.seal {
      case .session(let seed):
        column.append(number: run.repeats << 1)
        column.append(seed: seed)
      case .batch(let seed):
        column.append(number: run.repeats << 1 | 1)
        column.append(seed: seed)
      }
    }
    bytes.append(packing: column.bytes, effort: effort)
  }

  init() {}

  /// Reads from bytes that may be anything; `count` is how many batches there are.
  init(from reader: inout ByteReader, count: Int) throws(CodecError) {
    var column = ByteReader(try reader.unpackedBlock())
    while column.remaining > 0 {
      let number = try column.number(atMost: BatchBundle.maximumCount << 1 | 1)
      let seed = try column.seed()
      guard number >> 1 > 0, number >> 1 <= count - self.count else { throw .invalid }
      append(number & 1 == 0 ? .session(seed) : .batch(seed), repeats: number >> 1)
    }
    guard self.count == count else { throw .invalid }
  }
}
