import Plan
package import Store

/// One line of the server's log. It never holds a plan's text, a person's name, a token, a code, or a
/// path with an identifier in it: a log is read by people who may read no plan.
package struct LogLine: Sendable {
  package enum Level: String, Sendable {
    case info, warning, error
  }

  package var time: UnixTime
  package var level: Level
  /// What happened, always in the same words: `request`, `part quarantined`.
  package var event: String
  var details: [JSONValue.Member] = []

  init(time: UnixTime, level: Level, event: String, details: [JSONValue.Member] = []) {
    self.time = time
    self.level = level
    self.event = event
    self.details = details
  }

  /// The line as one JSON object, without a line feed.
  package var json: String {
    let members = [
      JSONValue.Member("time", .string(time.text)), .init("level", .string(level.rawValue)),
      .init("event", .string(event)),
    ]
    return JSONValue.object(members + details).text()
  }
}
