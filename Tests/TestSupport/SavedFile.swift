import CZlib

/// A saved document put together by hand, with a true checksum over whatever it holds.
package enum SavedFile {
  package struct Chunk: Equatable {
    package var tag: UInt8
    package var content: [UInt8]

    package init(tag: UInt8, content: [UInt8]) {
      self.tag = tag
      self.content = content
    }
  }

  package static func bytes(_ chunks: [Chunk], version: UInt8 = 1) -> [UInt8] {
    header(version: version) + chunks.flatMap { chunk($0.content, tag: $0.tag) }
  }

  package static func header(version: UInt8 = 1) -> [UInt8] { Array("EHCPdoc\n".utf8) + [version] }

  package static func chunk(_ content: [UInt8], tag: UInt8) -> [UInt8] {
    var bytes = [tag]
    var length = content.count
    while length > 0x7F {
      bytes.append(UInt8(length & 0x7F) | 0x80)
      length >>= 7
    }
    bytes.append(UInt8(length))
    let sum = UInt32(truncatingIfNeeded: crc32(0, content, UInt32(content.count)))
    return bytes + content + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) }
  }

  /// The chunks of a saved document.
  package static func chunks(of saved: [UInt8]) -> [Chunk] {
    var rest = saved.dropFirst(header().count)
    var chunks: [Chunk] = []
    while let tag = rest.popFirst() {
      var length = 0
      var shift = 0
      while let byte = rest.popFirst() {
        length |= Int(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      chunks.append(Chunk(tag: tag, content: Array(rest.prefix(length))))
      rest = rest.dropFirst(length + 4)
    }
    return chunks
  }
}
