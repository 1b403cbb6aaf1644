import Foundation
import Synchronization

/// The terminal this process runs on, taken over for a full screen and given back as it was.
///
/// It is given back at ``restore()``, and by handlers when the process ends by a fault.
/// One at a time in a process.
package final class RawTerminal: Sendable {
  /// What comes from the terminal and from outside.
  package enum Event: Sendable {
    case bytes([UInt8])
    /// Nothing more came for a moment: what waits in a ``KeyReader`` is complete.
    case quiet
    case resized
    /// A signal asks the process to end.
    case ended
    /// The terminal is gone.
    case hungUp
  }

  private let input: Int32
  private let output: Int32
  private let original: termios
  private let isStopped = Mutex(false)
  private let isEnding = Mutex(false)
  private let signals = SignalSources()

  /// Takes the terminal over: no echo, no line editing, the other screen, pastes marked as such.
  ///
  /// - Throws: `notATerminal`, where either is none.
  package init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) throws(TerminalError) {
    var original = termios()
    guard isatty(output) == 1, tcgetattr(input, &original) == 0 else { throw .notATerminal }
    self.input = input
    self.output = output
    self.original = original
    rescue.arm(input: input, output: output, original)
    enter()
  }

  /// Gives the terminal back. May be called more than once.
  package func restore() {
    isStopped.withLock { $0 = true }
    signals.cancel()
    leave()
    rescue.disarm()
  }

  /// How large it is now.
  package var size: ScreenSize {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return ScreenSize(columns: 80, rows: 24)
    }
    return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Writes all of the bytes.
  package func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Foundation.write(output, buffer.baseAddress! + done, buffer.count - done)
        if count > 0 { done += count } else if errno != EINTR, errno != EAGAIN { return }
      }
    }
  }

  /// Stops this process as ^Z does, with the terminal as it was; returns once it goes on.
  package func suspend() {
    leave()
    if getpgrp() == getpid() {
      // To this thread, so that it has happened when the call returns; Dispatch's threads block it.
      var stop = sigset_t()
      sigemptyset(&stop)
      sigaddset(&stop, SIGTSTP)
      pthread_sigmask(SIG_UNBLOCK, &stop, nil)
      raise(SIGTSTP)
    } else {
      // To the whole group, as the terminal would: a shell may wait for whoever started this.
      kill(0, SIGTSTP)
      usleep(50_000)
    }
    enter()
  }

  /// Hands over what comes, from threads of its own, until ``restore()``.
  package func listen(_ told: @escaping @Sendable (Event) -> Void) {
    signals.listen(to: [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT]) { [self] number in
      if number == SIGWINCH {
        told(.resized)
      } else {
        isEnding.withLock { $0 = true }
      }
    }
    Thread.detachNewThread { [self] in readAll(told) }
  }

  // MARK: -

  private static let screenOn = "\u{1B}[?1049h\u{1B}[?2004h\u{1B}[2J"
  /// Colours off, pastes as before, the cursor shown, the first screen.
  static let screenOff = "\u{1B}[0m\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1049l"

  private func enter() {
    var raw = original
    cfmakeraw(&raw)
    withUnsafeMutableBytes(of: &raw.c_cc) { codes in
      codes[Int(VMIN)] = 1
      codes[Int(VTIME)] = 0
    }
    tcsetattr(input, TCSADRAIN, &raw)
    write(Array(Self.screenOn.utf8))
  }

  private func leave() {
    write(Array(Self.screenOff.utf8))
    var original = original
    tcsetattr(input, TCSADRAIN, &original)
  }

  private func readAll(_ told: @Sendable (Event) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var isQuiet = true
    while !isStopped.withLock({ $0 }) {
      var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let count = poll(&waiting, 1, isQuiet ? 250 : 50)
      if count == 0, !isQuiet {
        isQuiet = true
        told(.quiet)
      }
      // What was typed before the signal comes first.
      if count == 0, isEnding.withLock({ $0 }) { return told(.ended) }
      guard count > 0 else { continue }
      let got = read(input, &buffer, buffer.count)
      if got > 0 {
        isQuiet = false
        told(.bytes(Array(buffer.prefix(got))))
      } else if got == 0 || (errno != EINTR && errno != EAGAIN) {
        return told(.hungUp)
      }
    }
  }
}
