/// A document as bytes: for snapshots and files.
///
/// Layout, version 1: eight bytes of magic, the version; then chunks, each a tag byte, its content
/// behind its length, and the content's CRC-32 in four bytes. Chunk 1 is the history: a number, then
/// so many batches behind their lengths, each after those it was made upon. Chunks of other tags are
/// passed over.
extension Document {
  private static let magic: [UInt8] = Array("EHCPdoc\n".utf8)
  private static let formatVersion: UInt64 = 1

  private enum ChunkTag {
    static let history: UInt8 = 1
  }

  /// Everything the document holds. Equal histories held in equal order give equal bytes.
  package func saved() -> [UInt8] {
    var history = ByteWriter()
    let batches = contents(after: VersionVector())
    history.append(number: batches.count)
    for batch in batches { history.append(block: batch.encoded()) }
    var file = ByteWriter()
    file.append(Self.magic)
    file.append(number: Self.formatVersion)
    file.append(byte: ChunkTag.history)
    file.append(block: history.bytes)
    file.append(word: Checksum.crc32(history.bytes[...]))
    return file.bytes
  }

  /// Reads a saved document from bytes that may be anything.
  ///
  /// - Throws: `malformed`, with what is wrong; or why the history cannot be.
  package init(loading bytes: [UInt8]) throws(DocumentError) {
    self.init()
    let batches: [BatchContents]
    do { batches = try Self.history(in: bytes) } catch { throw .malformed(error) }
    try receive(batches)
  }

  private static func history(in bytes: [UInt8]) throws(CodecError) -> [BatchContents] {
    var reader = ByteReader(bytes)
    guard try Array(reader.bytes(magic.count)) == magic else { throw .notRecognised }
    let version = try reader.number()
    guard version == formatVersion else { throw .unknownVersion(version) }
    var batches: [BatchContents] = []
    while reader.remaining > 0 {
      let tag = try reader.byte()
      let chunk = try reader.block()
      guard try reader.word() == Checksum.crc32(chunk) else { throw .damaged }
      guard tag == ChunkTag.history else { continue }
      var history = ByteReader(chunk)
      let count = try history.count()
      for _ in 0..<count { batches.append(try BatchContents(decoding: Array(history.block()))) }
      try history.finish()
    }
    return batches
  }
}
