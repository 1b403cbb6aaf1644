import Foundation

/// A server's data folder for one test, removed when nobody uses it any more.
final class ServerFolder: Sendable {
  let path: String

  init(path: String) { self.path = path }

  /// A folder with a name of its own, which `DataFolder.initialise` will make.
  convenience init() {
    self.init(
      path: FileManager.default.temporaryDirectory
        .appending(path: "server-tests-\(UUID().uuidString)").path(percentEncoded: false))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
