/// A payload's two halves: the structure, which merging needs and which never changes, and the
/// content, of which some may be erased.
///
///     version  length of the structure  structure  content
package struct BatchPayload: Hashable, Sendable {
  package var structure: [UInt8]
  package var content: BatchContent

  /// Splits a payload. What the structure says is not looked at.
  package init(decoding bytes: [UInt8]) throws(CodecError) {
    var reader = ByteReader(bytes)
    let version = try reader.number()
    guard version == BatchContents.version else { throw .unknownVersion(version) }
    structure = Array(try reader.block())
    content = try BatchContent(from: &reader)
    try reader.finish()
  }

  init(structure: [UInt8], content: BatchContent) {
    self.structure = structure
    self.content = content
  }

  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.append(number: BatchContents.version)
    writer.append(block: structure)
    content.append(to: &writer)
    return writer.bytes
  }
}

extension StoredBatch {
  /// Whether both are the same work under the same name: the same bytes, or the same but for what was
  /// erased in one of them. Two clones of a device that write words of one length at one place, one
  /// of which is then erased, are taken for the same; the digest would tell.
  package func isSameWork(as other: StoredBatch) -> Bool {
    guard agent == other.agent, first == other.first, count == other.count else { return false }
    if payload == other.payload { return true }
    guard let mine = try? BatchPayload(decoding: payload),
      let theirs = try? BatchPayload(decoding: other.payload)
    else { return false }
    return mine.structure == theirs.structure && mine.content.agrees(with: theirs.content)
  }
}
