import Foundation

/// An instant: milliseconds since 1 January 1970, UTC, leap seconds not counted.
package struct UnixTime: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: UnixTime, right: UnixTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The instant `seconds` later, or the last there is.
  package func adding(seconds: Int64) -> UnixTime {
    let (duration, tooLong) = seconds.multipliedReportingOverflow(by: 1_000)
    let (sum, tooLate) = milliseconds.addingReportingOverflow(duration)
    return UnixTime(milliseconds: tooLong || tooLate ? .max : sum)
  }

  /// The system clock's reading.
  package static func now() -> UnixTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UnixTime(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
