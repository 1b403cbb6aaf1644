/// How long to wait before trying again: doubling from one second to a minute, and spread, so that a
/// server that comes back is not met by everybody at once.
package struct BackOff: Hashable, Sendable {
  private var attempts = 0

  package init() {}

  /// It worked: begin anew.
  package mutating func reset() { attempts = 0 }

  /// The next wait.
  ///
  /// - Parameter jitter: from 0 to 1, by chance.
  package mutating func next(jitter: Double) -> Duration {
    let full = min(60.0, Double(1 << min(attempts, 6)))
    attempts += 1
    // Between half and all of it.
    return .milliseconds(Int64(full * 1_000 * (0.5 + 0.5 * min(max(jitter, 0), 1))))
  }
}
