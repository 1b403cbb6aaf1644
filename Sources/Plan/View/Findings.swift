/// What a view looks up beyond what stands in the part: each takes a look at the history of texts, so a
/// command asks for what it shows.
package struct Findings: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Where the words that comments are about stand now; without it every comment's `range` is nil.
  package static let passages = Findings(rawValue: 1)
  /// Whether what open suggestions would change still is as it was; without it all of it stands.
  package static let grounds = Findings(rawValue: 2)
  /// What two people touched while apart; without it there is none.
  package static let reviews = Findings(rawValue: 4)
  package static let all: Findings = [.passages, .grounds, .reviews]
}
