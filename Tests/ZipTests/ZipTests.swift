import TestSupport
import Testing
import Zip

@Suite struct ZipTests {
  static let archive: [UInt8] = {
    var writer = ZipWriter()
    writer.add("word/document.xml", Array(String(repeating: "<w:p/>", count: 200).utf8))
    writer.add("empty", [])
    writer.add("short", Array("kurz".utf8))
    return writer.finished()
  }()

  @Test func `what was packed is read back`() throws {
    let reader = try ZipReader(Self.archive)
    #expect(reader.names == ["empty", "short", "word/document.xml"])
    #expect(try reader.content(of: "short") == Array("kurz".utf8))
    #expect(try reader.content(of: "empty") == [])
    #expect(try reader.content(of: "word/document.xml")?.count == 1_200)
    #expect(try reader.content(of: "missing") == nil)
  }

  @Test func `an archive cut off anywhere is refused`() {
    for length in Self.archive.indices {
      #expect(throws: ZipError.self) { try ZipReader(Array(Self.archive[..<length])) }
    }
  }

  @Test func `a flipped bit gives an error or the right bytes`() {
    let whole = try? ZipReader(Self.archive)
    let names = whole?.names ?? []
    for index in Self.archive.indices {
      for bit in 0..<8 {
        var bytes = Self.archive
        bytes[index] ^= 1 << bit
        guard let reader = try? ZipReader(bytes) else { continue }
        for name in names {
          guard let content = try? reader.content(of: name) else { continue }
          let original = try? whole?.content(of: name)
          #expect(content == original)
        }
      }
    }
  }

  @Test func `an archive that promises too much is refused`() {
    var limits = ZipLimits()
    limits.unpackedBytes = 1_000
    #expect(throws: ZipError.tooLarge(limit: 1_000)) {
      try ZipReader(Self.archive, limits: limits)
    }
    limits = ZipLimits()
    limits.entries = 2
    #expect(throws: ZipError.tooManyEntries(limit: 2)) {
      try ZipReader(Self.archive, limits: limits)
    }
  }

  @Test func `an entry that unpacks to a thousand times its size is refused`() throws {
    var writer = ZipWriter()
    writer.add("bomb", [UInt8](repeating: 0, count: 8 << 20))
    let reader = try ZipReader(writer.finished())
    #expect(throws: ZipError.tooDense(limit: 100)) { try reader.content(of: "bomb") }
  }

  @Test func `equal entries give equal archives`() {
    var writer = ZipWriter()
    writer.add("a", [1, 2, 3])
    var other = ZipWriter()
    other.add("a", [1, 2, 3])
    #expect(writer.finished() == other.finished())
  }
}
