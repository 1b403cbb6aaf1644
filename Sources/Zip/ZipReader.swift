/// The entries of an archive whose bytes may be anything.
package struct ZipReader: Sendable {
  private struct Entry: Sendable {
    var isDeflated: Bool
    var checksum: UInt32
    var size: Int
    /// Where the packed bytes stand.
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private let limits: ZipLimits
  private var entries: [String: Entry] = [:]

  /// Reads the archive's directory, and refuses what it promises beyond the limits.
  package init(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipError) {
    self.bytes = bytes
    self.limits = limits
    let end = try endOfDirectory()
    let count = try short(end + 10)
    let size = try word(end + 12)
    let start = try word(end + 16)
    guard try short(end + 4) == 0, try short(end + 8) == count, count != 0xFFFF else {
      throw .unsupported
    }
    guard count <= limits.entries else { throw .tooManyEntries(limit: limits.entries) }
    guard start + size <= end else { throw .notAnArchive }
    var offset = start
    var total = 0
    for _ in 0..<count {
      guard try word(offset) == 0x0201_4B50 else { throw .damaged }
      let nameLength = try short(offset + 28)
      let entry = try entry(at: offset)
      total += entry.size
      guard total <= limits.unpackedBytes else { throw .tooLarge(limit: limits.unpackedBytes) }
      let name = offset + 46
      guard name + nameLength <= end else { throw .damaged }
      let text = String(decoding: bytes[name..<name + nameLength], as: UTF8.self)
      // Two entries of one name: readers differ in which they take, so neither can be trusted.
      guard entries.updateValue(entry, forKey: text) == nil else { throw .damaged }
      offset = name + nameLength + (try short(offset + 30)) + (try short(offset + 32))
    }
  }

  package var names: [String] { entries.keys.sorted() }

  /// The content of an entry; nil if there is none of that name.
  package func content(of name: String) throws(ZipError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if entry.size > 1 << 20, entry.size / limits.ratio > entry.range.count {
      throw .tooDense(limit: limits.ratio)
    }
    let packed = bytes[entry.range]
    var content = Array(packed)
    if entry.isDeflated {
      guard let unpacked = Deflate.decompress(packed, size: entry.size) else { throw .damaged }
      content = unpacked
    }
    guard content.count == entry.size, Deflate.checksum(content) == entry.checksum else {
      throw .damaged
    }
    return content
  }

  // MARK: -

  /// The end record stands at the very end, before a comment of at most 65,535 bytes.
  private func endOfDirectory() throws(ZipError) -> Int {
    let length = 22
    guard bytes.count >= length else { throw .notAnArchive }
    var offset = bytes.count - length
    let lowest = max(0, offset - 0xFFFF)
    while offset >= lowest {
      if try word(offset) == 0x0605_4B50, offset + length + (try short(offset + 20)) == bytes.count
      {
        return offset
      }
      offset -= 1
    }
    throw .notAnArchive
  }

  private func entry(at offset: Int) throws(ZipError) -> Entry {
    let flags = try short(offset + 8)
    let method = try short(offset + 10)
    let packedSize = try word(offset + 20)
    let size = try word(offset + 24)
    let header = try word(offset + 42)
    guard flags & 1 == 0, method == 0 || method == 8, packedSize != 0xFFFF_FFFF,
      size != 0xFFFF_FFFF, header != 0xFFFF_FFFF
    else { throw .unsupported }
    guard try word(header) == 0x0403_4B50 else { throw .damaged }
    // The lengths of the header that stands before the bytes may differ from the directory's.
    let start = header + 30 + (try short(header + 26)) + (try short(header + 28))
    guard start + packedSize <= bytes.count else { throw .damaged }
    return Entry(
      isDeflated: method == 8, checksum: UInt32(try word(offset + 16)), size: size,
      range: start..<start + packedSize)
  }

  private func short(_ offset: Int) throws(ZipError) -> Int {
    guard offset >= 0, offset + 2 <= bytes.count else { throw .damaged }
    return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
  }

  private func word(_ offset: Int) throws(ZipError) -> Int {
    try short(offset) | (try short(offset + 2)) << 16
  }
}
