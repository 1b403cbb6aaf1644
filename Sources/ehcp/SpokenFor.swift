import Client
import Plan
import Terminal

/// Reads whose words somebody writes down: `--on-behalf-of PERSON --by phone --date DATE`.
enum SpokenFor {
  /// Nil where the words are one's own.
  static func read(_ invocation: Invocation) throws -> OnBehalfOf? {
    guard let person = invocation.value("on-behalf-of") else {
      for option in ["by", "date"] where invocation.flag(option) {
        throw UserError(
          "“--\(option)” says how another's words came.",
          hint: "Say whose they are too: --on-behalf-of PERSON.", exitCode: .usage)
      }
      return nil
    }
    try Label.check(person, of: "--on-behalf-of")
    guard let channel = invocation.value("by").flatMap(OnBehalfOf.Channel.init(rawValue:)),
      OnBehalfOf.Channel.spoken.contains(channel)
    else {
      throw UserError(
        "How did the words come?", hint: "Give --by phone, --by letter or --by meeting.",
        exitCode: .usage)
    }
    var date: CivilDate?
    if let word = invocation.value("date") {
      date = ValueReader.date(word)
      if date == nil { throw ValueError.notADate(word) }
    }
    return OnBehalfOf(person: person, channel: channel, date: date)
  }
}
