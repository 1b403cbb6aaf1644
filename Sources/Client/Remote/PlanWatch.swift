import Foundation

/// Follows a plan: what the server announces, and what other processes on this device write.
///
/// It holds no workspace: whoever is told opens one, for as long as that takes.
package struct PlanWatch: Sendable {
  /// What whoever watches is told.
  package enum Event: Hashable, Sendable {
    /// Something is new, here or there.
    case news
    /// The server cannot be reached any more.
    case lost
    /// It can again; what it said meanwhile is not known.
    case found
  }

  private let plan: String
  private let remote: Remote
  private let lastWritten: @Sendable () -> Int64

  /// - Parameters:
  ///   - plan: the server's name for it.
  ///   - lastWritten: changes whenever the working copy is written.
  package init(plan: String, remote: Remote, lastWritten: @escaping @Sendable () -> Int64) {
    self.plan = plan
    self.remote = remote
    self.lastWritten = lastWritten
  }

  /// Runs until cancelled, or until `told` throws something that waiting does not cure.
  package func run(_ told: (Event) async throws -> Void) async throws {
    let (events, continuation) = AsyncStream.makeStream(
      of: Event.self, bufferingPolicy: .bufferingNewest(1))
    let listener = Task { await listen(continuation) }
    let observer = Task { await observe(continuation) }
    defer {
      listener.cancel()
      observer.cancel()
    }
    for await event in events {
      do {
        try await told(event)
      } catch let error as ClientError where error.lineFault != nil || error.deviceFault == .inUse {
        // The listener notices the first; the second passes.
        continue
      }
    }
  }

  /// Reads the live stream, and connects again when it breaks.
  private func listen(_ continuation: AsyncStream<Event>.Continuation) async {
    var backOff = BackOff()
    var isConnected = true
    while !Task.isCancelled {
      do {
        let events = try await remote.events(plan: plan)
        if !isConnected { continuation.yield(.found) }
        isConnected = true
        backOff.reset()
        for try await _ in events { continuation.yield(.news) }
      } catch {
        // What waiting does not cure, such as a session that has ended, the next sync will tell.
        if case .server(let status, _, _)? = error as? ClientError, status < 500 {
          continuation.yield(.news)
        }
      }
      if Task.isCancelled { return }
      let wait = backOff.next(jitter: Double.random(in: 0...1))
      if isConnected, wait > .seconds(1) {
        isConnected = false
        continuation.yield(.lost)
      }
      try? await Task.sleep(for: wait)
    }
  }

  /// Looks every two seconds whether the working copy was written.
  private func observe(_ continuation: AsyncStream<Event>.Continuation) async {
    var seen = lastWritten()
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(2))
      let now = lastWritten()
      if now != seen {
        seen = now
        continuation.yield(.news)
      }
    }
  }
}
