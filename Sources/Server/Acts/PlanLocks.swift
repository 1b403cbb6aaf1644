import Store
import Synchronization

/// Keeps official acts and synchronisation of one plan apart.
///
/// A push is judged by the phase the plan was in when it arrived. Were an act to change the phase, and
/// freeze a version, while a push is under way, the push could enter a plan whose issued version does
/// not hold it. So pushes share a plan, and an act has it to itself; they take turns in the order in
/// which they came.
final class PlanLocks: Sendable {
  private struct Waiting {
    let isExclusive: Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct Lock {
    var shared = 0
    var isExclusive = false
    var waiting: [Waiting] = []

    var isUnused: Bool { shared == 0 && !isExclusive && waiting.isEmpty }

    func admits(_ isExclusive: Bool) -> Bool { !self.isExclusive && (shared == 0 || !isExclusive) }

    mutating func take(_ isExclusive: Bool) {
      if isExclusive { self.isExclusive = true } else { shared += 1 }
    }
  }

  private let locks = Mutex<[PlanIdentifier: Lock]>([:])

  /// Runs `body` beside others who share the plan.
  func sharing<Result>(
    _ plan: PlanIdentifier, _ body: () async throws(RequestRefusal) -> Result
  ) async throws(RequestRefusal) -> Result {
    await enter(plan, isExclusive: false)
    defer { leave(plan, isExclusive: false) }
    return try await body()
  }

  /// Runs `body` while nobody else has the plan.
  func excluding<Result>(
    _ plan: PlanIdentifier, _ body: () async throws(RequestRefusal) -> Result
  ) async throws(RequestRefusal) -> Result {
    await enter(plan, isExclusive: true)
    defer { leave(plan, isExclusive: true) }
    return try await body()
  }

  private func enter(_ plan: PlanIdentifier, isExclusive: Bool) async {
    await withCheckedContinuation { continuation in
      let isFree = locks.withLock { locks in
        var lock = locks[plan] ?? Lock()
        let isFree = lock.waiting.isEmpty && lock.admits(isExclusive)
        if isFree {
          lock.take(isExclusive)
        } else {
          lock.waiting.append(Waiting(isExclusive: isExclusive, continuation: continuation))
        }
        locks[plan] = lock
        return isFree
      }
      if isFree { continuation.resume() }
    }
  }

  private func leave(_ plan: PlanIdentifier, isExclusive: Bool) {
    let next = locks.withLock { locks -> [Waiting] in
      guard var lock = locks[plan] else { return [] }
      if isExclusive { lock.isExclusive = false } else { lock.shared -= 1 }
      var next: [Waiting] = []
      while let first = lock.waiting.first, lock.admits(first.isExclusive) {
        lock.take(first.isExclusive)
        next.append(lock.waiting.removeFirst())
      }
      locks[plan] = lock.isUnused ? nil : lock
      return next
    }
    for waiting in next { waiting.continuation.resume() }
  }
}
