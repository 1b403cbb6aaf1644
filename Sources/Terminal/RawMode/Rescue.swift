import Foundation

/// Gives the terminal back when the process ends by a fault of its own.
///
/// A signal's handler may do little (signal-safety(7)): it writes fixed bytes, sets the terminal, and
/// lets the signal end the process. What it needs is in memory that is set up before.
///
/// Unchecked: the memory is written before any handler is installed, and only read after.
struct Rescue: @unchecked Sendable {
  /// Written before handlers are installed and never moved: safe to read at any moment.
  fileprivate let memory: UnsafeMutablePointer<Saved>

  fileprivate struct Saved {
    var isArmed: Bool
    var input: Int32
    var output: Int32
    var original: termios
    var bytes: UnsafeMutablePointer<UInt8>
    var count: Int
  }

  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]

  fileprivate init() {
    let text = Array(RawTerminal.screenOff.utf8)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count)
    bytes.initialize(from: text, count: text.count)
    memory = .allocate(capacity: 1)
    memory.initialize(
      to: Saved(
        isArmed: false, input: -1, output: -1, original: termios(), bytes: bytes,
        count: text.count))
  }

  func arm(input: Int32, output: Int32, _ original: termios) {
    memory.pointee.input = input
    memory.pointee.output = output
    memory.pointee.original = original
    memory.pointee.isArmed = true
    for number in Self.signals { signal(number, giveBack) }
  }

  func disarm() {
    memory.pointee.isArmed = false
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}

let rescue = Rescue()

private func giveBack(_ number: Int32) {
  let memory = rescue.memory
  if memory.pointee.isArmed {
    memory.pointee.isArmed = false
    _ = write(memory.pointee.output, memory.pointee.bytes, memory.pointee.count)
    tcsetattr(memory.pointee.input, TCSANOW, &memory.pointee.original)
  }
  signal(number, SIG_DFL)
  raise(number)
}
