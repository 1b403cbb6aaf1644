/// A saved document without its checksums, so that a fuzzer need not guess them: chunks one after the
/// other, each a tag, a length in two bytes, and so many bytes.
enum Envelope {
  /// The saved document that has these chunks, with true checksums.
  static func file(_ chunks: some Collection<UInt8>) -> [UInt8] {
    var rest = chunks[...]
    var file = Array("EHCPdoc\n".utf8) + [1]
    while let tag = rest.popFirst(), let low = rest.popFirst(), let high = rest.popFirst() {
      let content = Array(rest.prefix(Int(low) | Int(high) << 8))
      rest = rest.dropFirst(content.count)
      file.append(tag)
      file += number(content.count) + content
      let sum = checksum(content)
      file += (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) }
    }
    return file
  }

  /// The chunks of a saved document, as `file` takes them.
  static func chunks(of saved: [UInt8]) -> [UInt8] {
    var rest = saved.dropFirst(9)
    var chunks: [UInt8] = []
    while let tag = rest.popFirst() {
      var length = 0
      var shift = 0
      while let byte = rest.popFirst() {
        length |= Int(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      chunks += [tag, UInt8(length & 0xFF), UInt8(length >> 8)] + rest.prefix(length)
      rest = rest.dropFirst(length + 4)
    }
    return chunks
  }

  private static func number(_ number: Int) -> [UInt8] {
    number < 0x80
      ? [UInt8(number)] : [UInt8(number & 0x7F) | 0x80] + self.number(number >> 7)
  }

  /// CRC-32 of ISO 3309, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
