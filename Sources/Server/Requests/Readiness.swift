import Store
import Synchronization

/// Whether work can be stored. Asked of the store at most once a second, however often it is asked
/// here; after a failed write it is not asked for ten, because what is small may still fit.
final class Readiness: Sendable {
  private struct Finding {
    let isReady: Bool
    /// Until when it holds.
    let end: UnixTime
  }

  private let last = Mutex<Finding?>(nil)

  func isReady(_ store: OperationStore, now: UnixTime) async -> Bool {
    let known = last.withLock { last in last.flatMap { now < $0.end ? $0.isReady : nil } }
    if let known { return known }
    let isReady: Bool
    do {
      try await store.probe()
      isReady = true
    } catch {
      isReady = false
    }
    last.withLock { $0 = Finding(isReady: isReady, end: now.adding(seconds: 1)) }
    return isReady
  }

  /// Takes note of a write that failed.
  func note(_ failure: StoreError, now: UnixTime) {
    switch failure {
    case .full, .readOnly, .inputOutput, .commitFailed, .corrupt, .failed:
      last.withLock { $0 = Finding(isReady: false, end: now.adding(seconds: 10)) }
    default: break
    }
  }
}
