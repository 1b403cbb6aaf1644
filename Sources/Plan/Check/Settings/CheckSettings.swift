/// What a pack says of the statutory check: which rules run, and the words they look for.
///
/// A rule is code; whether it runs, how severe it is and every list of words is data, so that an
/// authority can change them without compiling. A pack without settings runs no rules.
package struct CheckSettings: Hashable, Sendable {
  package struct RuleSetting: Hashable, Sendable {
    /// As in `E04`.
    package var id: String
    /// The severity of all its findings, where the authority chose one.
    package var severity: Finding.Severity?
    /// The law it rests on where that is not England's; nil for what the rule itself names.
    package var basis: String?

    package init(id: String, severity: Finding.Severity? = nil, basis: String? = nil) {
      self.id = id
      self.severity = severity
      self.basis = basis
    }
  }

  /// A therapy that is educational as a rule, and what people call it.
  package struct Therapy: Hashable, Sendable {
    package var title: String
    package var phrases: [String]
  }

  /// The rules that run.
  package var rules: [RuleSetting] = []
  /// The school year from which provision must prepare for adulthood.
  package var adulthoodYear = 9
  package var vagueWords: [VagueWord] = []
  /// Words that take the promise out of a sentence unless they stand in a clause of their own
  /// ("so that he may join in").
  package var modals: [String] = []
  /// What a form leaves behind.
  package var placeholders: [FindingReason.Placeholder: [String]] = [:]
  /// Single words that stand where something is still to be written.
  package var placeholderWords: [String] = []
  /// Initials everybody knows.
  package var initials: [String] = []
  package var therapies: [Therapy] = []
  /// Words that make a therapist's work health provision: swallowing, splints.
  package var medicalWords: [String] = []
  /// Forenames to know a child's name by.
  package var forenames: [String] = []
  /// Those of them that are also a month, a place or an ordinary word.
  package var wordNames: [String] = []

  package init() {}
}
