import Foundation
import Plan

/// The time here and now, for words on the screen and names of files; nothing is decided by it.
enum Moment {
  /// `14:03`
  static var time: String { text("%H:%M") }

  /// `20261123T140305`
  static var stamp: String { text("%Y%m%dT%H%M%S") }

  /// Nil where the clock shows a year no date has.
  static var today: CivilDate? { CivilDate(text("%Y-%m-%d")) }

  /// `22 Nov 14:03`, of milliseconds since 1970.
  static func short(_ milliseconds: Int64) -> String {
    text("%e %b %H:%M", at: time_t(milliseconds / 1_000)).trimmingCharacters(in: .whitespaces)
  }

  /// `22 Nov 14:03`, with the year where it is not this one.
  static func full(_ milliseconds: Int64) -> String {
    "\(day(milliseconds)) \(clock(milliseconds))"
  }

  /// `22 Nov`, with the year where it is not this one.
  static func day(_ milliseconds: Int64) -> String {
    let instant = time_t(milliseconds / 1_000)
    let isThisYear = text("%Y", at: instant) == text("%Y")
    return text(isThisYear ? "%e %b" : "%e %b %Y", at: instant)
      .trimmingCharacters(in: .whitespaces)
  }

  /// `2026-11-22T14:03:05Z`.
  static func iso(_ milliseconds: Int64) -> String {
    var instant = time_t(milliseconds / 1_000)
    var fields = tm()
    gmtime_r(&instant, &fields)
    return format("%Y-%m-%dT%H:%M:%SZ", &fields)
  }

  /// The day of ``iso(_:)``; nil where that is none a date can have.
  static func date(_ milliseconds: Int64) -> CivilDate? {
    CivilDate(dayNumber: Int(milliseconds / 86_400_000))
  }

  /// The beginning of a day here, or a time of it, in milliseconds since 1970.
  static func instant(of date: CivilDate, hour: Int = 0, minute: Int = 0) -> Int64 {
    var fields = tm()
    fields.tm_year = Int32(date.year - 1900)
    fields.tm_mon = Int32(date.month - 1)
    fields.tm_mday = Int32(date.day)
    fields.tm_hour = Int32(hour)
    fields.tm_min = Int32(minute)
    fields.tm_isdst = -1
    return Int64(mktime(&fields)) * 1_000
  }

  private static func clock(_ milliseconds: Int64) -> String {
    text("%H:%M", at: time_t(milliseconds / 1_000))
  }

  private static func text(_ format: String, at instant: time_t = Foundation.time(nil)) -> String {
    var instant = instant
    var fields = tm()
    localtime_r(&instant, &fields)
    return Self.format(format, &fields)
  }

  private static func format(_ format: String, _ fields: inout tm) -> String {
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = buffer.withUnsafeMutableBytes { bytes in
      strftime(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), 64, format, &fields)
    }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
