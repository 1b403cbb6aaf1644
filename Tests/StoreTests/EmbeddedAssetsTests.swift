import Assets
import Foundation
import Testing

struct EmbeddedAssetsTests {
  /// The package's root, found from where this file was compiled.
  private let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `embedded files equal the files on disk, byte for byte`() throws {
    #expect(EmbeddedAssets.paths.contains("Migrations/0001-operation-log.sql"))
    for path in EmbeddedAssets.paths {
      let onDisk = [UInt8](try Data(contentsOf: root.appending(path: path)))
      let isEqual = EmbeddedAssets.file(path) == onDisk
      #expect(isEqual, "\(path)")
    }
  }

  @Test func `every file on disk is embedded, in the order of the paths' bytes`() throws {
    var expected: [String] = []
    for folder in ["Migrations", "Templates"] {
      let base = root.appending(path: folder).path(percentEncoded: false)
      for case let name as String in FileManager.default.enumerator(atPath: base) ?? .init() {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: "\(base)/\(name)", isDirectory: &isFolder)
        let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
        // Pictures are examples to copy.
        if !isFolder.boolValue && !isHidden && !name.hasSuffix(".png") {
          expected.append("\(folder)/\(name)")
        }
      }
    }
    expected.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(EmbeddedAssets.paths == expected)
  }

  @Test func `a path that is not embedded gives nothing`() {
    #expect(EmbeddedAssets.file("Templates/absent.json") == nil)
    #expect(EmbeddedAssets.file("") == nil)
  }
}
