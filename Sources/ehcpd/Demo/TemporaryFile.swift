import Foundation

/// A file that a process reads from or writes to, and that is gone afterwards.
final class TemporaryFile {
  let handle: FileHandle
  private let path: String

  init(in folder: String, content: String = "") throws {
    path = "\(folder)/.\(UUID().uuidString)"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    guard let handle = FileHandle(forUpdatingAtPath: path) else {
      throw CocoaError(.fileReadUnknown)
    }
    self.handle = handle
  }

  deinit {
    try? handle.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Everything that was written.
  func read() -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
