import Foundation

/// A random mark in a file beside a working copy, by which a copied or restored database is told from
/// one that has simply gone on.
///
/// Two devices that write as one agent give two events one name, so an agent may only be used again by
/// the very database that used it last. Whoever begins to write replaces the mark, and notes in the
/// database what it is now: the mark, the file it stands in (device, inode, and the time of its last
/// change, which no program can set back), and since when the machine runs. The next one to write goes
/// on with the same agents only if all of it is still so. A database restored from a backup knows an
/// older mark; a copied folder has another file; a file put back in place has another time of change;
/// and a disk put back as a whole, another start of the machine. In doubt a new agent is drawn, and
/// should all of it be deceived, the server notices the collision.
struct HandMark {
  private let path: String

  /// - Parameter database: the working copy's path.
  init(besides database: String) { path = database + ".hand" }

  /// What is to be noted of the mark as it stands; nil if there is none, or nothing to tell it by.
  func identity() -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    var mark = [UInt8](repeating: 0, count: 16)
    guard fstat(descriptor, &status) == 0, read(descriptor, &mark, mark.count) == mark.count,
      let start = Self.machineStart
    else { return nil }
    #if canImport(Darwin)
      let change = status.st_ctimespec
    #else
      let change = status.st_ctim
    #endif
    return [
      Cryptography.hexadecimal(mark), start, String(status.st_dev), String(status.st_ino),
      "\(change.tv_sec).\(change.tv_nsec)",
    ].joined(separator: " ")
  }

  /// Replaces the mark: by a new file, never by writing into the old one. Not synced: if the machine
  /// stops, its next start tells.
  func replace() throws(StoreError) {
    let temporary = path + "." + Cryptography.hexadecimal(Cryptography.randomBytes(8))
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .file(operation: .open, path: temporary, errno: errno) }
    let mark = Cryptography.randomBytes(16)
    let written = write(descriptor, mark, mark.count)
    close(descriptor)
    guard written == mark.count, rename(temporary, path) == 0 else {
      let reason = errno
      unlink(temporary)
      throw .file(operation: .write, path: path, errno: reason)
    }
  }

  /// What names the time since which the machine runs; nil where the system does not say.
  private static var machineStart: String? {
    #if canImport(Darwin)
      var size = 64
      var name = [CChar](repeating: 0, count: size)
      guard sysctlbyname("kern.bootsessionuuid", &name, &size, nil, 0) == 0 else { return nil }
      return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var name = [UInt8](repeating: 0, count: 36)
      guard read(descriptor, &name, name.count) == name.count else { return nil }
      return String(decoding: name, as: UTF8.self)
    #endif
  }
}
