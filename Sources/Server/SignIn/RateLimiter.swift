import Store

/// Counts events by key against one limit, as a value: no clock but the time given.
///
/// For each key one number is kept: when its allowance will be whole again. An event moves it by one
/// interval; it may lie at most a burst ahead of now. This is the "virtual scheduling" form of the
/// generic cell rate algorithm (ITU-T I.371).
struct RateLimiter<Key: Hashable & Sendable>: Sendable {
  private let limit: RateLimit
  /// Keys remembered at most. A flood from more of them is refused: memory is bounded.
  private let capacity: Int
  private var wholeAgain: [Key: Int64] = [:]

  init(_ limit: RateLimit, capacity: Int = 10_000) {
    self.limit = limit
    self.capacity = capacity
  }

  /// Takes one event of the key.
  ///
  /// - Returns: nil if it is within the limit; otherwise the seconds until one will be, and nothing
  ///   was counted.
  mutating func take(_ key: Key, now: UnixTime) -> Int64? {
    let now = now.milliseconds
    let due = max(wholeAgain[key] ?? now, now)
    let ahead = due - now
    let allowed = limit.interval * (limit.burst - 1)
    guard ahead <= allowed else { return (ahead - allowed) / 1_000 + 1 }
    if wholeAgain[key] == nil && wholeAgain.count >= capacity {
      wholeAgain = wholeAgain.filter { $0.value > now }
      guard wholeAgain.count < capacity else { return 60 }
    }
    wholeAgain[key] = due + limit.interval
    return nil
  }
}
