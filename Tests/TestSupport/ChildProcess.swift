import Foundation

/// A program run as a process of its own.
///
/// Not Foundation's `Process`, whose `run` reads past the end of a directory entry on Linux and then
/// crashes once in a while (swift-corelibs-foundation pull request 5472; present in Swift 6.3.1).
package final class ChildProcess: Sendable {
  /// The end of the pipe that the program writes its output to.
  private let output: Int32
  /// The same for its errors; nil where they are thrown away.
  private let errors: Int32?
  private let identifier: pid_t

  package enum Failure: Error {
    case pipe(Int32)
    case spawn(Int32)
  }

  /// Starts a program.
  ///
  /// - Parameter keepsErrors: whether what it writes to standard error is to be read; it must then be
  ///   less than a pipe holds, 64 KiB.
  package init(
    _ executable: String, _ arguments: [String], environment: [String] = [],
    keepsErrors: Bool = true
  ) throws {
    let output = try Self.pipe()
    let errors = keepsErrors ? try Self.pipe() : nil
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    if let errors {
      posix_spawn_file_actions_adddup2(&actions, errors.write, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    words.append(nil)
    variables.append(nil)
    var identifier = pid_t()
    let code = posix_spawn(&identifier, executable, &actions, nil, words, variables)
    for pointer in words + variables { free(pointer) }
    posix_spawn_file_actions_destroy(&actions)
    close(output.write)
    if let errors { close(errors.write) }
    self.output = output.read
    self.errors = errors?.read
    self.identifier = identifier
    guard code == 0 else { throw Failure.spawn(code) }
  }

  deinit {
    close(output)
    if let errors { close(errors) }
  }

  /// The next line of output, without its end; what is left of it where the output ends.
  package func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// All that is left of the output.
  package func readOutput() -> String { Self.readAll(output) }

  /// All that it writes to standard error.
  package func readErrors() -> String { errors.map(Self.readAll) ?? "" }

  package func send(signal: Int32) { kill(identifier, signal) }

  /// Waits for its end. To be called once.
  ///
  /// - Returns: the exit status, or 128 and the signal that ended it.
  package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }

  /// A pipe whose ends no other child inherits.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw Failure.pipe(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { bytes += buffer.prefix(count) }
      if count == 0 || (count < 0 && errno != EINTR) {
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }
}
