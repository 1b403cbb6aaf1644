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

  private static func text(_ format: String, at instant: time_t = Foundation.time(nil)) -> String {
    var instant = instant
    var fields = tm()
    localtime_r(&instant, &fields)
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = buffer.withUnsafeMutableBytes { bytes in
      strftime(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), 64, format, &fields)
    }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
