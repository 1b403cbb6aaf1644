import Foundation

/// A lock between processes: at most one holds the lock of a path, until it lets go or ends, however
/// it ends (`flock(2)`).
struct ProcessLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock kept in the file at `path`, which is made if it is absent and never removed.
  ///
  /// - Parameter patience: how long to try while another process holds it, in milliseconds. After
  ///   that, `StoreError.inUse`.
  init(path: String, patience: Int = 0) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(operation: .open, path: path, errno: errno) }
    var waited = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let reason = errno
      guard reason == EWOULDBLOCK || reason == EINTR else {
        close(descriptor)
        throw .file(operation: .lock, path: path, errno: reason)
      }
      guard waited < patience else {
        close(descriptor)
        throw .inUse(path: path)
      }
      usleep(20_000)
      waited += 20
    }
    self.descriptor = descriptor
  }

  deinit {
    // Closing alone leaves the lock with a child that another thread has just begun, until that has
    // become the program it is to be.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
