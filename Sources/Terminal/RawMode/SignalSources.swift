import Dispatch
import Foundation

/// Signals as calls on a thread of their own.
///
/// Unchecked, because Dispatch does not say that its sources are safe to share: they are only kept
/// here, and cancelled under the lock.
final class SignalSources: @unchecked Sendable {
  private let lock = NSLock()
  private var sources: [any DispatchSourceSignal] = []

  func listen(to numbers: [Int32], _ told: @escaping @Sendable (Int32) -> Void) {
    lock.withLock {
      for number in numbers {
        // The source hears of it only where nothing else is done with it.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { told(number) }
        source.resume()
        sources.append(source)
      }
    }
  }

  func cancel() {
    lock.withLock {
      for source in sources { source.cancel() }
      sources = []
    }
  }
}
