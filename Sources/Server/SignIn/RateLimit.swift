/// So many at once, and so many a minute in the long run.
package struct RateLimit: Hashable, Sendable {
  package var burst: Int64
  package var perMinute: Int64

  package init(burst: Int64, perMinute: Int64) {
    self.burst = max(burst, 1)
    self.perMinute = max(perMinute, 1)
  }

  /// Milliseconds between two at the steady rate.
  var interval: Int64 { max(60_000 / perMinute, 1) }
}
