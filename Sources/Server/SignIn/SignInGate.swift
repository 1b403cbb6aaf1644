import Store
import Synchronization

/// What stands before signing in: limits by address and overall, and few slow hashes at once.
final class SignInGate: Sendable {
  private struct State {
    var byAddress: RateLimiter<String>
    var overall: RateLimiter<Int>
    var underWay = 0
  }

  private let simultaneous: Int
  private let state: Mutex<State>

  init(limits: ServerLimits) {
    simultaneous = limits.simultaneousSignIns
    state = Mutex(
      State(
        byAddress: RateLimiter(limits.signInsPerAddress),
        overall: RateLimiter(limits.signInsOverall)))
  }

  /// Runs `attempt` if the limits allow one from this address now.
  func admit<Result>(
    from address: String, now: UnixTime,
    _ attempt: () async throws(RequestRefusal) -> Result
  ) async throws(RequestRefusal) -> Result {
    let wait: Int64? = state.withLock { state in
      if let wait = state.byAddress.take(address, now: now) { return wait }
      if let wait = state.overall.take(0, now: now) { return wait }
      guard state.underWay < simultaneous else { return 1 }
      state.underWay += 1
      return nil
    }
    if let wait { throw .tooMany(retryAfterSeconds: wait) }
    defer { state.withLock { $0.underWay -= 1 } }
    return try await attempt()
  }
}
