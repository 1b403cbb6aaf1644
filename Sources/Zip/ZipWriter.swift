/// Packs entries into an archive.
///
/// Every entry is dated 1 January 1980, the first day a ZIP file knows: equal entries give equal
/// archives, and the file does not say when somebody pressed a button.
package struct ZipWriter {
  private var archive: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// Adds an entry. Names are ASCII, with `/` between folders; each is used once.
  ///
  /// - Precondition: the archive stays below 4 GiB and 65,535 entries.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    let packed = Deflate.compress(content)
    let isStored = packed.count >= content.count
    let body = isStored ? content : packed
    var description: [UInt8] = []
    description.append(short: 20)  // 2.0: what deflate needs
    description.append(short: 0x0800)  // names are UTF-8
    description.append(short: isStored ? 0 : 8)
    description.append(short: 0)  // midnight
    description.append(short: 0x0021)  // 1 January 1980
    description.append(word: Deflate.checksum(content))
    description.append(word: UInt32(body.count))
    description.append(word: UInt32(content.count))
    description.append(short: UInt16(name.utf8.count))
    description.append(short: 0)

    directory.append(word: 0x0201_4B50)
    directory.append(short: 20)
    directory += description
    directory.append(short: 0)  // comment
    directory.append(short: 0)  // disk
    directory.append(short: 0)
    directory.append(word: 0)
    directory.append(word: UInt32(archive.count))
    directory += name.utf8

    archive.append(word: 0x0403_4B50)
    archive += description
    archive += name.utf8
    archive += body
    count += 1
  }

  /// The archive's bytes.
  package func finished() -> [UInt8] {
    var result = archive + directory
    result.append(word: 0x0605_4B50)
    result.append(word: 0)
    result.append(short: UInt16(count))
    result.append(short: UInt16(count))
    result.append(word: UInt32(directory.count))
    result.append(word: UInt32(archive.count))
    result.append(short: 0)
    return result
  }
}

extension [UInt8] {
  fileprivate mutating func append(short: UInt16) {
    append(UInt8(truncatingIfNeeded: short))
    append(UInt8(truncatingIfNeeded: short >> 8))
  }

  fileprivate mutating func append(word: UInt32) {
    append(short: UInt16(truncatingIfNeeded: word))
    append(short: UInt16(truncatingIfNeeded: word >> 16))
  }
}
