import Foundation
import Synchronization

/// Lets what is in hand be finished when somebody types an interrupt, or the program is told to end: a
/// long work asks between its steps whether to go on.
enum Interruption {
  static func listen() {
    // Made here, because a signal's handler may only store into it.
    interrupted.store(false, ordering: .relaxed)
    signal(SIGINT, noteInterruption)
    signal(SIGTERM, noteInterruption)
  }

  static var hasCome: Bool { interrupted.load(ordering: .relaxed) }
}

private let interrupted = Atomic<Bool>(false)

private func noteInterruption(_ number: Int32) { interrupted.store(true, ordering: .relaxed) }
