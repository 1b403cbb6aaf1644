import Foundation

/// A small file that only its owner may read: a device's key and token.
package struct SecretFile: Hashable, Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// The largest secret that is read or written, in bytes.
  private static let largest = 1 << 20

  /// The content; nil if there is no file.
  ///
  /// - Throws: `exposedSecret` if the group or others have any right to the file: the secret may
  ///   already be known, and must not be used as if it were not.
  package func read() throws(StoreError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .file(operation: .open, path: path, errno: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .file(operation: .read, path: path, errno: errno)
    }
    guard status.st_mode & 0o077 == 0 else { throw .exposedSecret(path: path) }
    guard status.st_size <= Self.largest else {
      throw .file(operation: .read, path: path, errno: EFBIG)
    }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while content.count <= Self.largest {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count == 0 { return content }
      if count < 0 {
        if errno == EINTR { continue }
        throw .file(operation: .read, path: path, errno: errno)
      }
      content += buffer.prefix(count)
    }
    throw .file(operation: .read, path: path, errno: EFBIG)
  }

  /// Replaces the content: after a crash at any moment the file is the old one or the new one.
  package func write(_ content: [UInt8]) throws(StoreError) {
    guard content.count <= Self.largest else {
      throw .file(operation: .write, path: path, errno: EFBIG)
    }
    // A name of its own, so that two writers never write into one file; made anew, never followed.
    let temporary = path + "." + Cryptography.hexadecimal(Cryptography.randomBytes(8))
    do throws(StoreError) {
      try writeNew(temporary, content)
      guard rename(temporary, path) == 0 else {
        throw StoreError.file(operation: .rename, path: path, errno: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder()
  }

  /// Removes the file, if it is there.
  package func remove() throws(StoreError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .file(operation: .write, path: path, errno: errno)
    }
  }

  private func writeNew(_ temporary: String, _ content: [UInt8]) throws(StoreError) {
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .file(operation: .open, path: temporary, errno: errno) }
    defer { close(descriptor) }
    var rest = content[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .file(operation: .write, path: temporary, errno: errno)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else {
      throw .file(operation: .sync, path: temporary, errno: errno)
    }
  }

  /// A renamed file is only there after a power cut once its folder is on disk.
  private func syncFolder() throws(StoreError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(operation: .open, path: folder, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .file(operation: .sync, path: folder, errno: errno)
    }
  }
}
