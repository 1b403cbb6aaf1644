import Store
import Synchronization

/// Whether the store can be written to, asked at most once a second however often it is asked here.
final class Readiness: Sendable {
  private let last = Mutex<(time: UnixTime, isReady: Bool)?>(nil)

  func isReady(_ store: OperationStore, now: UnixTime) async -> Bool {
    let known = last.withLock { last in
      last.flatMap { abs(now.milliseconds - $0.time.milliseconds) < 1_000 ? $0.isReady : nil }
    }
    if let known { return known }
    let isReady: Bool
    do {
      try await store.probe()
      isReady = true
    } catch {
      isReady = false
    }
    last.withLock { $0 = (now, isReady) }
    return isReady
  }
}
