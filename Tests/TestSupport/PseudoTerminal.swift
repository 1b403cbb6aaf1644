package import Foundation
import Synchronization

/// A program on a terminal of its own (pty(7)), with what a person there would see.
package final class PseudoTerminal: Sendable {
  package enum Failure: Error {
    case open(Int32)
    case spawn(Int32)
    case timeOut(waitingFor: String, saw: String)
  }

  package let identifier: pid_t
  private let controller: Int32
  private let screen: Mutex<VirtualTerminal>
  private let ending = Mutex<Int32?>(nil)
  private let awaited = Mutex<(text: String, answer: String)?>(nil)

  /// Starts a program with a new terminal as its standard streams and as what controls it.
  ///
  /// - Parameter environment: all of it; nothing is inherited.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String],
    columns: Int = 80, rows: Int = 24
  ) throws {
    let (controller, path) = try Self.openTerminal()
    self.controller = controller
    screen = Mutex(VirtualTerminal(columns: columns, rows: rows))
    Self.resize(controller, columns, rows)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A session of its own: the first terminal it opens is then the one that controls it.
    posix_spawnattr_setflags(&attributes, Self.newSession)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") }
    words.append(nil)
    variables.append(nil)
    defer { for pointer in words + variables { free(pointer) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, executable, &actions, &attributes, words, variables)
    guard code == 0 else {
      close(controller)
      throw Failure.spawn(code)
    }
    self.identifier = identifier
    Thread.detachNewThread { [self] in readAll() }
  }

  /// What is on the screen now.
  package var shown: VirtualTerminal { screen.withLock { $0 } }

  /// Types.
  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
      if count > 0 { done += count } else if errno != EINTR { return }
    }
  }

  /// Types as soon as something is shown, from the thread that reads: what is shown for a moment only
  /// would be gone before a busy machine comes back to the test.
  package func type(_ answer: String, onceShown text: String) {
    awaited.withLock { $0 = (text, answer) }
    answerIfShown()
  }

  private func answerIfShown() {
    let answer = awaited.withLock { awaited -> String? in
      guard let (text, answer) = awaited, shown.text.contains(text) else { return nil }
      awaited = nil
      return answer
    }
    if let answer { type(answer) }
  }

  package func resize(columns: Int, rows: Int) {
    screen.withLock { $0 = VirtualTerminal(columns: columns, rows: rows) }
    Self.resize(controller, columns, rows)
  }

  package func send(signal: Int32) { kill(identifier, signal) }

  /// Whether lines are edited and shown by the terminal itself, as a shell leaves it.
  package var isCooked: Bool {
    var settings = termios()
    guard tcgetattr(controller, &settings) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO)
    return settings.c_lflag & wanted == wanted
  }

  /// Waits until the screen is as wanted. It fails rather than waits for ever: patience is long, so
  /// that a slow machine is no failure.
  package func wait(
    for what: String, seconds: Double = 60, until isThere: (VirtualTerminal) -> Bool
  ) async throws {
    let end = Date(timeIntervalSinceNow: seconds)
    while !isThere(shown) {
      guard Date() < end else { throw Failure.timeOut(waitingFor: what, saw: shown.text) }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  package func wait(forText text: String) async throws {
    try await wait(for: text) { $0.text.contains(text) }
  }

  /// Waits for its end.
  ///
  /// - Returns: the exit status, or 128 and the signal.
  package func waitForEnd() async throws -> Int32 {
    try await wait(for: "the end") { _ in hasEnded }
    return ending.withLock { $0 } ?? -1
  }

  // MARK: -

  #if os(Linux)
    /// `POSIX_SPAWN_SETSID` of spawn.h, which Foundation's view of the C library leaves out, as it does
    /// `posix_openpt`.
    private static let newSession: Int16 = 0x80

    /// What `posix_openpt`, `unlockpt` and `ptsname` do (pts(4), ioctl_tty(2)).
    private static func openTerminal() throws -> (controller: Int32, path: String) {
      let unlock: UInt = 0x4004_5431
      let getNumber: UInt = 0x8004_5430
      let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var locked: Int32 = 0
      var number: UInt32 = 0
      guard controller >= 0, ioctl(controller, unlock, &locked) == 0,
        ioctl(controller, getNumber, &number) == 0
      else { throw Failure.open(errno) }
      return (controller, "/dev/pts/\(number)")
    }
  #else
    private static let newSession = Int16(POSIX_SPAWN_SETSID)

    private static func openTerminal() throws -> (controller: Int32, path: String) {
      let controller = posix_openpt(O_RDWR | O_NOCTTY)
      guard controller >= 0, grantpt(controller) == 0, unlockpt(controller) == 0,
        let name = ptsname(controller)
      else { throw Failure.open(errno) }
      return (controller, String(cString: name))
    }
  #endif

  private var hasEnded: Bool {
    ending.withLock { ending in
      if ending != nil { return true }
      var status: Int32 = 0
      guard waitpid(identifier, &status, WNOHANG) == identifier else { return false }
      ending = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
      return true
    }
  }

  private static func resize(_ controller: Int32, _ columns: Int, _ rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  private func readAll() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(controller, &buffer, buffer.count)
      if count > 0 {
        screen.withLock { $0.receive(buffer.prefix(count)) }
        answerIfShown()
      }
      // Once nobody has the terminal open any more, reading fails.
      if count == 0 || (count < 0 && errno != EINTR) { return }
    }
  }
}
