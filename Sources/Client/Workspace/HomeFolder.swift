import Foundation

/// The folder that holds one person's plans on one device.
package struct HomeFolder: Hashable, Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// The working copy.
  package var database: String { path + "/plans.sqlite" }
  /// The device's key and token.
  package var credentials: String { path + "/credentials.json" }
  /// Text that could not be stored, kept in files.
  package var kept: String { path + "/kept" }

  /// Makes the folder, for its owner only.
  package func make() throws(ClientError) { try Self.make(path) }

  /// Writes text that could not be stored into a new file of its own.
  ///
  /// - Parameters:
  ///   - name: what the text is, as a file name.
  /// - Returns: the file's path.
  package func keep(_ text: String, name: String, now: String) throws(ClientError) -> String {
    try Self.make(kept)
    for attempt in 1...1_000 {
      let number = attempt == 1 ? "" : "-\(attempt)"
      let file = "\(kept)/\(name)-\(now)\(number).md"
      let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw .folder(path: file, errno: errno) }
      defer { close(descriptor) }
      try Self.write(Array(text.utf8), to: descriptor, path: file)
      return file
    }
    throw .folder(path: kept, errno: EEXIST)
  }

  /// Whether there are texts that could not be stored.
  package var keepsTexts: Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: kept))?.isEmpty == false
  }

  /// When the working copy was last written, by whichever process: in nanoseconds, comparable only
  /// with itself.
  package var lastWritten: Int64 {
    [database, database + "-wal"].map { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return 0 }
      return Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    }.max() ?? 0
  }

  /// Whether the working copy is there with nothing in it.
  var isDatabaseEmpty: Bool {
    var status = stat()
    return stat(database, &status) == 0 && status.st_size == 0
  }

  // MARK: -

  private static func make(_ path: String) throws(ClientError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .folder(path: path, errno: errno)
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, path: String
  ) throws(ClientError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .folder(path: path, errno: errno)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw .folder(path: path, errno: errno) }
  }
}
