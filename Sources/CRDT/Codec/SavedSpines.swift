/// The spines' chunk: a copy that spares the next reader the replay of history. A file may lack it, and
/// a reader may pass over it.
///
/// How many events the spines tell of; then four columns for all texts one after the other: how many
/// entries each text has, and of each entry where it begins, told from the end of the one before, and
/// how long it is; how often it was deleted; by which events, told from the last deletion's end, with
/// the direction in the lowest bit.
enum SavedSpines {
  /// No column is longer than this; spines of so many pieces are read from the history each time.
  private static let columnLimit = 16 << 20
  /// The most that a column has for one event of the history: a number, told as a difference.
  private static let sizeOfNumber = 5

  /// - Returns: nil where a column would be too long.
  static func encode(_ set: SpineSet, effort: Compression.Effort) -> ByteWriter? {
    var counts = ByteWriter()
    var places = ByteWriter()
    var deletions = ByteWriter()
    var causes = ByteWriter()
    for spine in set.spines {
      var pieces: [SpinePiece] = []
      spine.forEachPiece { piece in
        pieces.append(piece)
        return true
      }
      counts.append(number: pieces.count)
      var expected = 0
      var expectedCause = 0
      for piece in pieces {
        places.append(signed: Int64(piece.first - expected))
        places.append(number: piece.length)
        expected = piece.first + piece.length
        deletions.append(number: piece.deletions.count)
        for deletion in piece.deletions {
          let isBackward = deletion.isBackward && piece.length > 1
          causes.append(
            signed: Int64(deletion.first - expectedCause) << 1 | (isBackward ? 1 : 0))
          expectedCause = deletion.first + (isBackward ? -piece.length : piece.length)
        }
      }
    }
    var chunk = ByteWriter()
    chunk.append(number: set.count)
    chunk.append(number: set.spines.count)
    for column in [counts, places, deletions, causes] {
      if column.bytes.count > columnLimit { return nil }
      chunk.append(packing: column.bytes, effort: effort)
    }
    return chunk
  }

  /// Reads a chunk from bytes that may be anything. What it gives can be worked with, but only who
  /// wrote the chunk knows that it is the history's.
  ///
  /// - Parameters:
  ///   - events: how many events the document holds.
  ///   - lengths: how many scalars stand in each of its texts.
  static func decode(
    _ chunk: ByteReader, events: Int, lengths: [Int]
  ) throws(CodecError) -> SpineSet {
    var chunk = chunk
    guard try chunk.number(atMost: events) == events,
      try chunk.number(atMost: lengths.count) == lengths.count
    else { throw .invalid }
    // A few bytes can be packed that stand for any number of pieces: there are no more than events.
    let limit = min(columnLimit, 2 * sizeOfNumber * (events + lengths.count))
    var counts = ByteReader(try chunk.unpackedBlock(limit: limit))
    var places = ByteReader(try chunk.unpackedBlock(limit: limit))
    var deletions = ByteReader(try chunk.unpackedBlock(limit: limit))
    var causes = ByteReader(try chunk.unpackedBlock(limit: limit))
    try chunk.finish()
    // Each event inserts one scalar or deletes one.
    var remaining = events
    var spines: [Spine] = []
    spines.reserveCapacity(lengths.count)
    for length in lengths {
      var builder = SpineBuilder()
      var expected: Int64 = 0
      var expectedCause: Int64 = 0
      for _ in 0..<(try counts.number(atMost: deletions.remaining)) {
        let first = try places.number(after: expected, below: events)
        let size = try places.number(atMost: min(events - first, remaining))
        guard size > 0 else { throw .invalid }
        remaining -= size
        expected = Int64(first + size)
        builder.append(first: first, length: size)
        for _ in 0..<(try deletions.number(atMost: causes.remaining)) {
          guard size <= remaining else { throw .invalid }
          remaining -= size
          let (cause, isBackward) = try causes.deletion(
            after: expectedCause, length: size, below: events)
          builder.delete(by: SpineDeletion(first: cause, isBackward: isBackward))
          expectedCause = Int64(cause + (isBackward ? -size : size))
        }
      }
      guard let spine = builder.finish(), spine.visibleLength == length else { throw .invalid }
      spines.append(spine)
    }
    for column in [counts, places, deletions, causes] { try column.finish() }
    return SpineSet(count: events, spines: spines)
  }
}

/// The spines as a file holds them, not read yet.
struct PackedSpines: Sendable {
  let file: [UInt8]
  let events: Int
  let lengths: [Int]

  /// Nil where the chunk is not what it should be: history can be read instead.
  func unpacked() -> SpineSet? {
    try? SavedSpines.decode(SavedFile(file).chunk(.spines), events: events, lengths: lengths)
  }
}

extension ByteReader {
  /// A local version, told from where it was expected.
  fileprivate mutating func number(after expected: Int64, below limit: Int) throws(CodecError)
    -> Int
  {
    let (number, overflow) = try signed().addingReportingOverflow(expected)
    guard !overflow, number >= 0, number < Int64(limit) else { throw .invalid }
    return Int(number)
  }

  fileprivate mutating func deletion(
    after expected: Int64, length: Int, below limit: Int
  ) throws(CodecError) -> (first: Int, isBackward: Bool) {
    let code = try signed()
    let isBackward = code & 1 == 1
    let (first, overflow) = (code >> 1).addingReportingOverflow(expected)
    let reach = isBackward ? Int64(1 - length) : Int64(length - 1)
    guard !overflow, (0..<Int64(limit)).contains(first),
      (0..<Int64(limit)).contains(first + reach)
    else { throw .invalid }
    return (Int(first), isBackward)
  }
}
