import CRDT

/// The envelope and the shared fields of both messages: `EHS`, the version, the direction, the body.
enum Message: UInt8 {
  case request = 1
  case response = 2

  private static let magic: [UInt8] = [0x45, 0x48, 0x53]

  func begin() -> ByteWriter {
    var writer = ByteWriter()
    writer.raw(Self.magic)
    writer.byte(SyncLimits.version)
    writer.byte(rawValue)
    return writer
  }

  /// Reads the envelope of a message of this direction.
  func open(_ bytes: [UInt8]) throws(SyncError) -> ByteReader {
    guard bytes.count <= SyncLimits.messageBytes else {
      throw .limitExceeded(limit: SyncLimits.messageBytes)
    }
    var reader = ByteReader(bytes)
    guard try reader.raw(Self.magic.count).elementsEqual(Self.magic) else { throw .notThisMessage }
    let version = try reader.byte()
    guard version == SyncLimits.version else { throw .unsupportedVersion(version) }
    guard try reader.byte() == rawValue else { throw .notThisMessage }
    return reader
  }
}

extension ByteWriter {
  /// The message, if it is within the limit.
  func finished() throws(SyncError) -> [UInt8] {
    guard bytes.count <= SyncLimits.messageBytes else {
      throw .limitExceeded(limit: SyncLimits.messageBytes)
    }
    return bytes
  }

  mutating func items(_ count: Int, limit: Int) throws(SyncError) {
    guard count <= limit else { throw .limitExceeded(limit: limit) }
    self.count(count)
  }

  /// A part's name, which must come after `previous`.
  mutating func partName(_ name: String, after previous: String?) throws(SyncError) {
    guard SyncLimits.isPartName(name) else { throw .badPartName }
    if let previous, !previous.utf8.lexicographicallyPrecedes(name.utf8) { throw .outOfOrder }
    block(name.utf8)
  }

  mutating func partNames(_ names: [String]) throws(SyncError) {
    try items(names.count, limit: SyncLimits.parts)
    var previous: String?
    for name in names {
      try partName(name, after: previous)
      previous = name
    }
  }

  mutating func batch(_ batch: StoredBatch) throws(SyncError) {
    guard SyncLimits.isBatch(batch) else { throw .badBatch }
    agent(batch.agent)
    number(batch.first)
    number(UInt64(batch.count))
    block(batch.payload)
    block(batch.signature)
  }
}

extension ByteReader {
  mutating func partName(after previous: String?) throws(SyncError) -> String {
    let bytes = try block(limit: SyncLimits.partNameBytes)
    let name = String(decoding: bytes, as: UTF8.self)
    guard SyncLimits.isPartName(name) else { throw .badPartName }
    if let previous, !previous.utf8.lexicographicallyPrecedes(name.utf8) { throw .outOfOrder }
    return name
  }

  mutating func partNames() throws(SyncError) -> [String] {
    let count = try count(limit: SyncLimits.parts, itemBytes: 2)
    var names: [String] = []
    names.reserveCapacity(count)
    for _ in 0..<count { names.append(try partName(after: names.last)) }
    return names
  }

  mutating func batch() throws(SyncError) -> StoredBatch {
    let batch = StoredBatch(
      agent: try agent(), first: try number(), count: try smallNumber(),
      payload: Array(try block(limit: SyncLimits.batchBytes)),
      signature: Array(try block(limit: SyncLimits.signatureBytes)))
    guard SyncLimits.isBatch(batch) else { throw .badBatch }
    return batch
  }
}

extension StoredBatch {
  /// The bytes of the batch in a message, without the place in the log.
  var wireBytes: Int {
    16 + ByteWriter.length(of: first) + ByteWriter.length(of: UInt64(count))
      + ByteWriter.length(of: UInt64(payload.count)) + payload.count + 1 + signature.count
  }

  /// The fewest bytes a batch can take: agent, first, count, a payload of one byte, no signature.
  static let leastWireBytes = 21
}
