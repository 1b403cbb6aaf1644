/// A timeline as a calendar file that calendar programs import (iCalendar, RFC 5545).
///
/// Every deadline is an all-day event. Its identifier depends on plan and deadline alone, so that a
/// later import moves the event and adds no second one. No name of the child stands in it: calendars
/// are shared.
package struct TimelineCalendar: Sendable {
  /// The most octets a line may have, its end left out (section 3.1).
  private static let lineLimit = 75

  private let timeline: Timeline
  private let reference: String
  private let uniqueName: String
  private let stamp: String
  private let sequence: Int

  /// - Parameters:
  ///   - uniqueName: the plan's name among all plans, for identifiers.
  ///   - seconds: the time of writing, in seconds since 1970: the entries' time stamp. A later file
  ///     overrules an earlier one.
  package init(_ timeline: Timeline, reference: String, uniqueName: String, seconds: Int) {
    self.timeline = timeline
    self.reference = reference
    self.uniqueName = uniqueName
    stamp = Self.instant(seconds)
    // Minutes since 2020: it grows, and stays within 32 bits for thousands of years.
    sequence = max(0, (seconds - 1_577_836_800) / 60)
  }

  /// The file, in UTF-8 with CRLF line ends.
  package func text() -> String {
    // No METHOD: a published event would need an organiser with an address (RFC 5546, section 3.2.1),
    // and a file to be imported needs none.
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ehcp//Deadlines of a plan//EN",
      "CALSCALE:GREGORIAN",
    ]
    for entry in timeline.entries { lines += event(entry) }
    lines.append("END:VCALENDAR")
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  private func event(_ entry: Timeline.Entry) -> [String] {
    // The end of an all-day event is the day after it (section 3.6.1).
    let end = entry.due.adding(days: 1) ?? entry.due
    return [
      "BEGIN:VEVENT", "UID:\(Self.escaped(uniqueName))-\(entry.rule.id)@ehcp.invalid",
      "DTSTAMP:\(stamp)", "SEQUENCE:\(sequence)",
      "DTSTART;VALUE=DATE:\(Self.day(entry.due))", "DTEND;VALUE=DATE:\(Self.day(end))",
      "SUMMARY:\(Self.escaped("\(reference): \(title(of: entry))"))",
      "DESCRIPTION:\(Self.escaped(details(of: entry)))", "CLASS:PRIVATE", "STATUS:CONFIRMED",
      "TRANSP:TRANSPARENT", "END:VEVENT",
    ]
  }

  private func title(of entry: Timeline.Entry) -> String {
    switch entry.state {
    case .met: "✓ \(entry.rule.title)"
    default: entry.rule.title
    }
  }

  private func details(of entry: Timeline.Entry) -> String {
    var lines = ["For \(entry.rule.who). \(entry.rule.basis)."]
    if let earlier = entry.earlier {
      lines.append("\(earlier.spoken) where the first day is counted.")
    }
    if !entry.exemptions.isEmpty {
      lines.append("A reason that excuses a delay is on record; it sets no new date.")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: The format

  /// Section 3.3.11.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": escaped += "\\" + String(scalar)
      case "\n": escaped += "\\n"
      default:
        if scalar.properties.generalCategory != .control { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }

  /// Section 3.1: a long line goes on in the next, after a space; no character is cut.
  private static func folded(_ line: String) -> String {
    var folded = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let octets = UTF8.width(scalar)
      if length + octets > lineLimit {
        folded += "\r\n "
        length = 1
      }
      folded.unicodeScalars.append(scalar)
      length += octets
    }
    return folded
  }

  private static func day(_ date: CivilDate) -> String {
    String(date.description.filter { $0 != "-" })
  }

  private static func instant(_ seconds: Int) -> String {
    let day = seconds / 86_400
    let second = seconds % 86_400
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let date = CivilDate(dayNumber: day) ?? .distantPast
    return "\(Self.day(date))T\(two(second / 3_600))\(two(second / 60 % 60))\(two(second % 60))Z"
  }
}
