/// One statutory rule: a small value in a file of its own, listed in `Check.rules`.
package protocol CheckRule: Sendable {
  /// As in `E04`.
  var id: String { get }
  var title: String { get }
  /// The law or guidance the rule rests on.
  var regulation: String { get }
  /// The phases it applies to.
  var phases: Set<Phase> { get }

  func findings(in plan: CheckSubject) -> [Finding]
}

extension CheckRule {
  package var phases: Set<Phase> { Set(Phase.allCases) }

  func finding(
    _ severity: Finding.Severity, _ place: Place, _ range: Range<Int>? = nil,
    _ reason: FindingReason
  ) -> Finding {
    Finding(
      rule: id, severity: severity, place: place, range: range, reason: reason,
      regulation: regulation)
  }
}
