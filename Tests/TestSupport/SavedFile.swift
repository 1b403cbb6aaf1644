import CZlib

/// A saved document put together by hand, with a true checksum over whatever it holds.
package enum SavedFile {
  /// The file of one chunk; tag 1 is the history.
  package static func bytes(chunk content: [UInt8], tag: UInt8 = 1, version: UInt8 = 1) -> [UInt8] {
    header(version: version) + chunk(content, tag: tag)
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

  /// The content of the first chunk of a saved document.
  package static func content(of saved: [UInt8]) -> [UInt8] {
    var start = header().count + 1
    while start < saved.count, saved[start] & 0x80 != 0 { start += 1 }
    return Array(saved.dropFirst(start + 1).dropLast(4))
  }
}
