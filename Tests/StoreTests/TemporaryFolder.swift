import Foundation

/// A folder of its own for one test, removed at its end.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory
      .appending(path: "store-tests-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Copies a database as a power cut would leave it: the file and its write-ahead log, without the
  /// shared memory.
  func copyDatabase(_ name: String, to copy: String) throws {
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: file(name + suffix)) {
      try FileManager.default.copyItem(atPath: file(name + suffix), toPath: file(copy + suffix))
    }
  }
}
