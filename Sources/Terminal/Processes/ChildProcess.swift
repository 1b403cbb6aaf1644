package import Foundation

/// A program run as a process of its own.
///
/// Not Foundation's `Process`, whose `run` reads past the end of a directory entry on Linux and then
/// crashes once in a while (swift-corelibs-foundation pull request 5472; present in Swift 6.3.1).
package final class ChildProcess: Sendable {
  /// Where one of the program's standard streams goes.
  package enum Stream: Hashable, Sendable {
    case null
    /// A pipe to this process. Somebody has to read it: a pipe holds 64 KiB.
    case pipe
    /// The end of a file.
    case file(String)
  }

  package enum Failure: Error, Hashable, Sendable {
    case pipe(Int32)
    case spawn(Int32)
  }

  package let identifier: pid_t
  private let output: Int32?
  private let errors: Int32?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: each `NAME=value`; nothing is inherited.
  ///   - directory: where it runs; here, unless given.
  ///   - input: a file to read standard input from; none reads as empty.
  package init(
    _ executable: String, _ arguments: [String], environment: [String] = [],
    directory: String? = nil, input: String? = nil, output: Stream = .pipe, errors: Stream = .pipe
  ) throws(Failure) {
    let outputPipe = try Self.pipe(for: output)
    let errorsPipe = try Self.pipe(for: errors)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    Self.connect(1, to: output, outputPipe, &actions)
    Self.connect(2, to: errors, errorsPipe, &actions)
    // Foundation's view of the C library has no spawn action that changes the folder; the shell has.
    let program = directory == nil ? executable : "/bin/sh"
    let shell = directory.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0] } ?? []
    var words: [UnsafeMutablePointer<CChar>?] = (shell + [executable] + arguments).map {
      strdup($0)
    }
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    words.append(nil)
    variables.append(nil)
    var identifier = pid_t()
    let code = posix_spawn(&identifier, program, &actions, nil, words, variables)
    for pointer in words + variables { free(pointer) }
    posix_spawn_file_actions_destroy(&actions)
    for pipe in [outputPipe, errorsPipe] { if let pipe { close(pipe.write) } }
    self.output = outputPipe?.read
    self.errors = errorsPipe?.read
    self.identifier = identifier
    guard code == 0 else { throw .spawn(code) }
  }

  deinit {
    if let output { close(output) }
    if let errors { close(errors) }
  }

  /// The next line of output, without its end; what is left of it where the output ends.
  package func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while let output, read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// All that is left of the output.
  package func readOutput() -> String { output.map(Self.readAll) ?? "" }

  /// All that it writes to standard error.
  package func readErrors() -> String { errors.map(Self.readAll) ?? "" }

  package func send(signal: Int32) { kill(identifier, signal) }

  /// Waits for its end. To be called once.
  ///
  /// - Returns: the exit status, or 128 and the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    // The low seven bits hold a signal, the next byte the exit status (wait(2)).
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }

  // MARK: -

  /// A pipe whose ends no other child inherits.
  private static func pipe(
    for stream: Stream
  ) throws(Failure) -> (read: Int32, write: Int32)? {
    guard stream == .pipe else { return nil }
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw .pipe(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func connect(
    _ descriptor: Int32, to stream: Stream, _ pipe: (read: Int32, write: Int32)?,
    _ actions: inout posix_spawn_file_actions_t
  ) {
    switch stream {
    case .null:
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    case .file(let path):
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    case .pipe:
      if let pipe { posix_spawn_file_actions_adddup2(&actions, pipe.write, descriptor) }
    }
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
