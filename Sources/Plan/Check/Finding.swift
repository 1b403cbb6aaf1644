/// One thing a person should look at before the plan goes out.
package struct Finding: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Must be mended: the law asks for it.
    case error
    /// Look again: it may well be right.
    case warning

    package static func < (left: Severity, right: Severity) -> Bool {
      left == .error && right == .warning
    }

    /// As people read it.
    package var title: String { self == .error ? "must-fix" : "look again" }
  }

  /// The rule that found it, as in `E04`.
  package let rule: String
  package let severity: Severity
  package let place: Place
  /// The words it is about, in Unicode scalars of the field's text; nil for a whole field, record
  /// or section.
  package let range: Range<Int>?
  package let reason: FindingReason
  /// The law or guidance it rests on.
  package let regulation: String

  /// The same finding, as grave as the pack holds it to be, resting on the law that the pack names.
  func applying(_ setting: CheckSettings.RuleSetting) -> Finding {
    Finding(
      rule: rule, severity: setting.severity ?? severity, place: place, range: range,
      reason: reason, regulation: setting.basis ?? regulation)
  }

  /// What is wrong, in one plain sentence.
  package var sentence: String { reason.sentence }
  /// How to mend it, in one plain sentence.
  package var remedy: String { reason.remedy }
}
