import Dispatch
import Foundation

/// Waits for SIGINT or SIGTERM. A second one ends the process at once.
final class StopSignals {
  private let arrivals: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self)
    self.arrivals = arrivals
    let count = Counter()
    sources = [SIGINT, SIGTERM].map { number in
      // The default action would end the process before the source hears of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if count.next() > 1 { _exit(130) }
        continuation.yield()
      }
      source.activate()
      return source
    }
  }

  func wait() async {
    for await _ in arrivals { return }
  }
}
