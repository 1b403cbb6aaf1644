/// How a program ended; the numbers are part of the interface and never change.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Done.
  case done = 0
  /// Failed, for a reason that no other code names.
  case failed = 1
  /// The command line was not understood.
  case usage = 2
  /// Done in part; some of it was refused, and is kept in the tray.
  case partlyRefused = 3
  /// Sign in first.
  case signIn = 4
  /// Not permitted to this person.
  case notPermitted = 5
  /// Done, and something waits for a person's decision.
  case needsReview = 6
  /// The server could not be reached; work is safe on this device.
  case unreachable = 7
  /// The store on this device is damaged.
  case damaged = 8
  /// A check found something that must be put right.
  case checkFailed = 10
  /// Interrupted from the keyboard.
  case interrupted = 130

  /// As a manual says it.
  package var meaning: String {
    switch self {
    case .done: "done"
    case .failed: "failed, for a reason that no other number names"
    case .usage: "the command line was not understood"
    case .partlyRefused: "done in part; some of it was refused, and is kept in the tray"
    case .signIn: "sign in first"
    case .notPermitted: "not permitted to this person"
    case .needsReview: "done, and something waits for a person's decision"
    case .unreachable: "the server could not be reached; work is safe on this device"
    case .damaged: "the store on this device is damaged"
    case .checkFailed: "a check found something that must be put right"
    case .interrupted: "interrupted from the keyboard"
    }
  }
}
