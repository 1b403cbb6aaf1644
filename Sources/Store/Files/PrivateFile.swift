import Foundation

/// Files that hold what people wrote, and that only their owner may read.
enum PrivateFile {
  /// Makes an empty file with mode 0600, so that what SQLite then writes into it, and into the log
  /// beside it, which takes the file's mode, is private from the first byte. A file that is there is
  /// left as it is.
  ///
  /// - Returns: whether the file is new.
  @discardableResult
  static func create(_ path: String) throws(StoreError) -> Bool {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw .file(operation: .open, path: path, errno: errno)
    }
    close(descriptor)
    return true
  }
}
