/// Any number of batches of one part as one: in the columns of the saved form, each agent, object and
/// parent named once, so that work kept keystroke by keystroke takes little more room than a saved
/// document. Gives every batch back byte for byte.
///
/// Layout: version; how many sections; each section: 0 and the columns of many batches
/// (``BatchColumns``), or 1 and a batch as it is, for what the columns could not give back exactly (it
/// was erased in part, or comes from a later version of this program); CRC-32 of all that.
package struct BatchBundle: Sendable {
  enum Section: Sendable {
    case columns(BatchColumns)
    case batch(StoredBatch)
  }

  private(set) var sections: [Section] = []

  static let version: UInt64 = 1
  /// No bundle holds more batches than this, so that a few bytes cannot stand for endless ones.
  package static let maximumCount = 1 << 19

  /// How many batches it holds.
  package var count: Int {
    sections.reduce(0) {
      switch $1 {
      case .columns(let columns): $0 + columns.sizes.count
      case .batch: $0 + 1
      }
    }
  }

  /// How many events they hold.
  package var eventCount: Int {
    sections.reduce(0) {
      switch $1 {
      case .columns(let columns): $0 + columns.pieces.count
      case .batch(let batch): $0 + Int(batch.count)
      }
    }
  }

  /// Whether none of the batches had to be kept as it is.
  package var isInColumns: Bool {
    sections.allSatisfy {
      switch $0 {
      case .columns: true
      case .batch: false
      }
    }
  }

  // MARK: Batches in, batches out

  /// Puts batches together. In an order in which none comes before what it was made upon they take
  /// the least room.
  ///
  /// - Complexity: O(bytes of the batches).
  package init(_ batches: [StoredBatch]) {
    var odd = [Bool](repeating: false, count: batches.count)
    while true {
      sections = Self.sections(of: batches, odd: odd)
      // The columns must give back the very bytes that were signed; what they do not is kept whole.
      var isExact = true
      for (index, batch) in self.batches.enumerated() where batch != batches[index] {
        odd[index] = true
        isExact = false
      }
      if isExact { return }
    }
  }

  private static func sections(of batches: [StoredBatch], odd: [Bool]) -> [Section] {
    var sections: [Section] = []
    var builder = BatchColumns.Builder()
    func close() {
      if builder.isEmpty { return }
      sections.append(.columns(builder.finish()))
      builder = BatchColumns.Builder()
    }
    for (index, batch) in batches.enumerated() {
      if !odd[index], let contents = try? BatchContents(decoding: batch.payload),
        contents.agent == batch.agent, contents.first == batch.first,
        contents.count == Int(batch.count)
      {
        if builder.append(contents, signature: batch.signature) { continue }
        close()
        if builder.append(contents, signature: batch.signature) { continue }
      }
      close()
      sections.append(.batch(batch))
    }
    close()
    return sections
  }

  /// The batches, in the order in which they were put in.
  ///
  /// - Complexity: O(bytes of the batches).
  package var batches: [StoredBatch] {
    var batches: [StoredBatch] = []
    batches.reserveCapacity(count)
    for section in sections {
      switch section {
      case .columns(let columns): columns.forEachBatch { batches.append($0) }
      case .batch(let batch): batches.append(batch)
      }
    }
    return batches
  }

  // MARK: As bytes

  package func encoded(_ effort: Document.SavingEffort = .thorough) -> [UInt8] {
    var bytes = ByteWriter()
    bytes.append(number: Self.version)
    bytes.append(number: sections.count)
    for section in sections {
      switch section {
      case .columns(let columns):
        bytes.append(byte: 0)
        columns.encode(to: &bytes, effort: effort.compression)
      case .batch(let batch):
        bytes.append(byte: 1)
        bytes.append(agent: batch.agent)
        bytes.append(number: batch.first)
        bytes.append(number: Int(batch.count))
        bytes.append(block: batch.signature)
        bytes.append(packing: batch.payload, effort: effort.compression)
      }
    }
    bytes.append(word: Checksum.crc32(bytes.bytes[...]))
    return bytes.bytes
  }

  /// Reads a bundle from bytes that may be anything.
  ///
  /// What is checked: what is checked of a batch, except for batches kept whole, which are looked at
  /// when they are received.
  package init(decoding bytes: [UInt8]) throws(CodecError) {
    guard bytes.count > 4 else { throw .truncated }
    var end = ByteReader(bytes[(bytes.count - 4)...])
    guard try end.word() == Checksum.crc32(bytes[..<(bytes.count - 4)]) else { throw .damaged }
    var reader = ByteReader(bytes[..<(bytes.count - 4)], unpacker: Compression.Unpacker())
    let version = try reader.number()
    guard version == Self.version else { throw .unknownVersion(version) }
    var room = Self.maximumCount
    for _ in 0..<(try reader.count(ofSize: 2)) {
      switch try reader.byte() {
      case 0:
        let columns = try BatchColumns(from: &reader, limit: room)
        room -= columns.sizes.count
        sections.append(.columns(columns))
      case 1:
        guard room > 0 else { throw .tooLarge }
        room -= 1
        let agent = try reader.agent()
        let first = try reader.number()
        let count = try reader.number(atMost: BatchContents.maximumCount)
        guard count > 0 else { throw .invalid }
        let signature = Array(try reader.block())
        sections.append(
          .batch(
            StoredBatch(
              agent: agent, first: first, count: UInt32(count),
              payload: try reader.unpackedBlock(), signature: signature)))
      default: throw .invalid
      }
    }
    try reader.finish()
  }
}
