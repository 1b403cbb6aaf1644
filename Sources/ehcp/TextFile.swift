import Client
import Foundation
import Terminal

/// Files of text that a person names, or that an editor is given.
enum TextFile {
  static func read(_ path: String, limit: Int) throws(TerminalError) -> String {
    let bytes = try readBytes(path, limit: limit)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .inputNotUTF8 }
    return text
  }

  static func readBytes(_ path: String, limit: Int) throws(TerminalError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotReadFile(path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotReadFile(path, errno)
      }
      if count == 0 { break }
      bytes += buffer.prefix(count)
      if bytes.count > limit { throw .inputTooLong(limit: limit) }
    }
    return bytes
  }

  /// Writes a file anew; one that is there is replaced only once the new one is whole.
  ///
  /// What a link leads to is replaced, and the link stays. Devices and pipes are written into, and so
  /// is whatever the system's own folders name: they are other things than files with that name.
  static func write(_ bytes: [UInt8], to path: String) throws(TerminalError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let isLink = !exists && lstat(path, &status) == 0
    let isSystems = path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
    if isLink || isSystems || exists && status.st_mode & S_IFMT != S_IFREG {
      // What a link is to lead to, and is not there yet, is made by opening it.
      return try writeThrough(bytes, to: path, flags: isLink ? O_CREAT : 0)
    }
    let target = exists ? resolved(path) : path
    let temporary = target + ".\(getpid()).part"
    do throws(TerminalError) {
      try create(temporary, bytes, mode: 0o600)
      guard rename(temporary, target) == 0 else { throw .cannotWriteFile(path, errno) }
    } catch {
      unlink(temporary)
      // The person knows nothing of the file beside hers.
      guard case .cannotWriteFile(_, let code) = error else { throw error }
      throw .cannotWriteFile(path, code)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func writeThrough(
    _ bytes: [UInt8], to path: String, flags: Int32
  ) throws(TerminalError) {
    // `/dev/stdout` may be a file that already holds something: `… -o /dev/stdout >> file`.
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | flags, 0o600)
    guard descriptor >= 0 else { throw .cannotWriteFile(path, errno) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path)
  }

  /// A file for an editor, readable by its owner alone, in the person's own folder.
  static func temporary(
    named name: String, in home: HomeFolder, text: String
  ) throws(TerminalError) -> String {
    let path = "\(home.path)/edit-\(getpid())-\(name).md"
    unlink(path)
    try create(path, Array(text.utf8), mode: 0o600)
    return path
  }

  /// Without the mark U+FEFF, by which some editors tell that a file is UTF-8.
  static func withoutMark(_ text: String) -> String {
    guard text.unicodeScalars.first == "\u{FEFF}" else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  /// With the line ends of a file from Windows as line feeds.
  static func withLineFeeds(_ text: String) -> String {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard text.utf8.contains(carriageReturn) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == lineFeed, bytes.last == carriageReturn { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func remove(_ path: String) { unlink(path) }

  private static func create(
    _ path: String, _ bytes: [UInt8], mode: mode_t
  ) throws(TerminalError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw .cannotWriteFile(path, errno) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path)
    guard fsync(descriptor) == 0 else { throw .cannotWriteFile(path, errno) }
  }

  private static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(TerminalError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotWriteFile(path, errno)
      }
      rest = rest.dropFirst(count)
    }
  }
}
