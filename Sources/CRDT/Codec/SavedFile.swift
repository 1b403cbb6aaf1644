/// The envelope of a saved document: magic, version, chunks.
///
///     "EHCPdoc\n"  version  { tag  length  bytes  CRC-32 of the bytes }…
///
/// A chunk's checksum is looked at when the chunk is read, so what is not needed costs nothing.
/// Chunks of tags unknown here are kept and written again after the known ones.
struct SavedFile {
  enum Tag: UInt8, CaseIterable {
    /// Who made which events upon which.
    case graph = 1
    /// Objects, registers, sets, lists, records, and the texts' lengths.
    case state = 2
    /// The present texts, one after the other.
    case texts = 3
    /// The operation runs, in columns.
    case operations = 4
    /// Values written and text inserted.
    case content = 5
    /// Where everything ever written stands, and who took it out: may be absent.
    case spines = 6
  }

  static let magic: [UInt8] = Array("EHCPdoc\n".utf8)
  static let version: UInt64 = 1

  /// No file unpacks to more than this, all its blocks together.
  static let sizeLimit = 256 << 20

  private var chunks: [UInt8: (bytes: ArraySlice<UInt8>, checksum: UInt32)] = [:]
  private(set) var unknown: [UnknownChunk] = []
  private let unpacker = Compression.Unpacker()

  /// Finds the chunks. Reads none of them.
  init(_ file: [UInt8]) throws(CodecError) {
    var reader = ByteReader(file)
    guard file.starts(with: Self.magic) else { throw .notRecognised }
    _ = try reader.bytes(Self.magic.count)
    let version = try reader.number()
    guard version == Self.version else { throw .unknownVersion(version) }
    while reader.remaining > 0 {
      let tag = try reader.byte()
      let bytes = try reader.block()
      let checksum = try reader.word()
      if Tag(rawValue: tag) == nil {
        guard Checksum.crc32(bytes) == checksum else { throw .damaged }
        unknown.append(UnknownChunk(tag: tag, bytes: Array(bytes)))
      } else if chunks.updateValue((bytes, checksum), forKey: tag) != nil {
        throw .invalid
      }
    }
  }

  func has(_ tag: Tag) -> Bool { chunks[tag.rawValue] != nil }

  /// A chunk's content.
  func chunk(_ tag: Tag) throws(CodecError) -> ByteReader {
    guard let chunk = chunks[tag.rawValue] else { throw .truncated }
    guard Checksum.crc32(chunk.bytes) == chunk.checksum else { throw .damaged }
    return ByteReader(chunk.bytes, unpacker: unpacker)
  }

  /// A file of the chunks given, in their order.
  static func encode(
    _ chunks: [(Tag, ByteWriter)], unknown: [UnknownChunk]
  ) -> [UInt8] {
    var file = ByteWriter()
    file.append(magic)
    file.append(number: version)
    func append(_ tag: UInt8, _ bytes: [UInt8]) {
      file.append(byte: tag)
      file.append(block: bytes)
      file.append(word: Checksum.crc32(bytes[...]))
    }
    for (tag, content) in chunks { append(tag.rawValue, content.bytes) }
    for chunk in unknown { append(chunk.tag, chunk.bytes) }
    return file.bytes
  }
}

/// A chunk that a later version of the program wrote.
struct UnknownChunk: Hashable, Sendable {
  var tag: UInt8
  var bytes: [UInt8]
}

extension ByteWriter {
  /// A block that is compressed where that makes it shorter: its size, the compressed length or 0,
  /// its bytes.
  mutating func append(
    packing bytes: [UInt8], effort: Compression.Effort, prefix: [UInt8] = []
  ) {
    append(number: bytes.count)
    if bytes.isEmpty { return }
    let packed = Compression.compress(bytes, effort: effort, prefix: prefix)
    if packed.count < bytes.count {
      append(number: packed.count)
      append(packed)
    } else {
      append(number: 0)
      append(bytes)
    }
  }
}

extension ByteReader {
  /// - Parameter limit: how many bytes there can be at most; a few packed ones may claim any number.
  mutating func unpackedBlock(
    prefix: [UInt8] = [], limit: Int = SavedFile.sizeLimit
  ) throws(CodecError) -> [UInt8] {
    let size = try number(atMost: limit)
    if size == 0 { return [] }
    let packed = try count()
    if packed == 0 { return Array(try bytes(size)) }
    let unpacker = unpacker ?? Compression.Unpacker()
    return try unpacker.decompress(bytes(packed), size: size, prefix: prefix)
  }
}
