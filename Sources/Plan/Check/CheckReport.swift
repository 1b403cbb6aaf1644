/// What a check found, in reading order, with its counts.
package struct CheckReport: Hashable, Sendable {
  /// In order of section, list, record, field, rule and place in the text.
  package let findings: [Finding]
  package let errors: Int
  package let warnings: Int

  init(findings: [Finding]) {
    let sections = findings.map { Sections.order(of: $0.place.part) }
    let order = findings.indices.sorted { left, right in
      sections[left] != sections[right]
        ? sections[left] < sections[right] : Self.precedes(findings[left], findings[right])
    }
    self.findings = order.map { findings[$0] }
    errors = findings.reduce(0) { $0 + ($1.severity == .error ? 1 : 0) }
    warnings = findings.count - errors
  }

  /// Nothing has to be mended before the plan goes out.
  package var passes: Bool { errors == 0 }

  /// "2 must-fix, 1 to look at again".
  package var summary: String { "\(errors) must-fix, \(warnings) to look at again" }

  /// Of two findings in sections of one place in the order.
  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.place.part != right.place.part { return left.place.part < right.place.part }
    let lists = (left.place.collection ?? "", right.place.collection ?? "")
    if lists.0 != lists.1 { return lists.0 < lists.1 }
    let numbers = (left.place.number ?? 0, right.place.number ?? 0)
    if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
    if left.rule != right.rule { return left.rule < right.rule }
    let fields = (left.place.field ?? "", right.place.field ?? "")
    if fields.0 != fields.1 { return fields.0 < fields.1 }
    return (left.range?.lowerBound ?? 0) < (right.range?.lowerBound ?? 0)
  }
}
