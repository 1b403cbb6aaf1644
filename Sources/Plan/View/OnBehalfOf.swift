/// Whose words somebody wrote down, and how they came.
package struct OnBehalfOf: Hashable, Sendable {
  package enum Channel: String, Hashable, Sendable, CaseIterable {
    case phone
    case letter
    case meeting
  }

  /// As in `J.T.`: one line, as whoever wrote it down put it.
  package var person: String
  package var channel: Channel
  /// When it was said or written; nil where that was not noted.
  package var date: CivilDate?

  package init(person: String, channel: Channel, date: CivilDate? = nil) {
    self.person = person
    self.channel = channel
    self.date = date
  }

  /// `by phone`, `in a letter`, `at a meeting`; with ` on 2026-11-20`.
  package var how: String {
    let way =
      switch channel {
      case .phone: "by phone"
      case .letter: "in a letter"
      case .meeting: "at a meeting"
      }
    return date.map { "\(way) on \($0)" } ?? way
  }
}
