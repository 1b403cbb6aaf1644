import Client
import Foundation
import Plan
import Terminal

/// A moment in the past as a person types it: a day, or “today”, “yesterday”, “3 days”, “2 hours”.
enum SinceMoment {
  /// Milliseconds since 1970. A day begins at midnight here.
  static func read(_ text: String) throws(UserError) -> Int64 {
    let words = text.lowercased().split(separator: " ")
    let now = Int64(time(nil)) * 1_000
    let day: Int64 = 86_400_000
    if text == "today" { return midnight(daysAgo: 0) }
    if text == "yesterday" { return midnight(daysAgo: 1) }
    if words.count == 2, let count = Int64(words[0]), (0...100_000).contains(count) {
      if words[1].hasPrefix("day") { return now - count * day }
      if words[1].hasPrefix("hour") { return now - count * 3_600_000 }
      if words[1].hasPrefix("week") { return now - count * 7 * day }
    }
    guard let date = ValueReader.date(text) else {
      throw UserError(
        "“\(Escaping.line(text))” is no moment.",
        hint: "Give a date as 23/11/2026, or: today, yesterday, \"3 days\", \"2 hours\".",
        exitCode: .usage)
    }
    var fields = tm()
    fields.tm_year = Int32(date.year - 1_900)
    fields.tm_mon = Int32(date.month - 1)
    fields.tm_mday = Int32(date.day)
    fields.tm_isdst = -1
    return Int64(mktime(&fields)) * 1_000
  }

  private static func midnight(daysAgo days: Int32) -> Int64 {
    var instant = time(nil)
    var fields = tm()
    localtime_r(&instant, &fields)
    (fields.tm_hour, fields.tm_min, fields.tm_sec, fields.tm_isdst) = (0, 0, 0, -1)
    fields.tm_mday -= days
    return Int64(mktime(&fields)) * 1_000
  }
}
