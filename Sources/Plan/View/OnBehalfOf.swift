/// Whose words somebody wrote down, and how they came.
package struct OnBehalfOf: Hashable, Sendable {
  package enum Channel: String, Hashable, Sendable, CaseIterable {
    case phone
    case letter
    case meeting
    /// It stood in another plan, or in another copy of this one, and was taken in from a file.
    case file

    /// How somebody tells another something, who then writes it down.
    package static let spoken: [Channel] = [.phone, .letter, .meeting]
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

  /// `by phone`, `in a letter`, `at a meeting`, `in another plan`; with ` on 2026-11-20`.
  package var how: String {
    let way =
      switch channel {
      case .phone: "by phone"
      case .letter: "in a letter"
      case .meeting: "at a meeting"
      case .file: "in another plan"
      }
    return date.map { "\(way) on \($0)" } ?? way
  }
}
