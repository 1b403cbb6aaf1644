/// The rows one plan gives to a return.
package struct ReturnRows: Sendable {
  /// A value that the collection would refuse, and where to mend it.
  package struct Problem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// The number's digits do not fit each other, or it is none.
      case badNumber(ReturnTemplate.Check)
      /// It begins with a sign that a spreadsheet would run as a formula: it was left out.
      case formula
      /// The part is not shared with this person: the column is empty.
      case notShared
    }

    package var column: String
    package var field: String
    package var kind: Kind
  }

  /// Rows by file.
  package private(set) var rows: [String: [[String]]] = [:]
  package private(set) var problems: [Problem] = []

  private let plan: PlanView
  private let milestones: Milestones

  /// - Parameter official: days of official acts, by milestone.
  /// - Complexity: O(columns × fields).
  package init(
    _ template: ReturnTemplate, of plan: PlanView, official: [String: CivilDate] = [:]
  ) {
    self.plan = plan
    milestones = Milestones(in: plan, official: official)
    for file in template.files {
      if let condition = file.condition, value(of: condition).isEmpty { continue }
      if let list = file.rows {
        let records = plan.part(list.part)?.collection(list.list)?.records ?? []
        rows[file.name] = records.map { record in
          file.columns.map { cell($0, record: record) }
        }
      } else {
        rows[file.name] = [file.columns.map { cell($0, record: nil) }]
      }
    }
  }

  // MARK: Values

  private mutating func cell(_ column: ReturnTemplate.Column, record: RecordView?) -> String {
    let (value, field) = value(of: column, record: record)
    if value.isEmpty { return "" }
    if let check = column.check, !check.accepts(value) {
      problems.append(Problem(column: column.name, field: field, kind: .badNumber(check)))
    }
    if let first = value.utf8.first, "=+-@".utf8.contains(first) {
      problems.append(Problem(column: column.name, field: field, kind: .formula))
      return ""
    }
    return value
  }

  private mutating func value(
    of column: ReturnTemplate.Column, record: RecordView?
  ) -> (value: String, field: String) {
    switch column.source {
    case .reference: return (plan.reference, "")
    case .number: return (record.map { String($0.number) } ?? "", "")
    case .recordField(let key):
      return (text(record?.field(key)?.value ?? .empty, column.codes), key)
    case .fields(let fields):
      for field in fields {
        if plan.part(field.part) == nil, plan.template.part(field.part) != nil {
          problems.append(
            Problem(column: column.name, field: field.description, kind: .notShared))
        }
        let value = value(of: field, codes: column.codes)
        if !value.isEmpty { return (value, field.description) }
      }
      return ("", fields.first?.description ?? "")
    case .excused(let deadline):
      let isExcused = milestones.reasons.contains { $0.about == deadline && $0.ground != nil }
      return (isExcused ? "1" : "0", "")
    case .chosen(let choices, let otherwise):
      let found = choices.first { !value(of: $0.field).isEmpty }
      return (found?.value ?? otherwise, "")
    }
  }

  private func value(of field: ReturnField, codes: [String: String] = [:]) -> String {
    let milestone = plan.template.clock.milestones.first {
      $0.part == field.part && $0.field == field.key
    }
    if let milestone { return milestones[milestone.id]?.description ?? "" }
    return text(plan.part(field.part)?.field(field.key)?.value ?? .empty, codes)
  }

  private func text(_ value: FieldValue, _ codes: [String: String]) -> String {
    switch value {
    case .flag(let flag): flag ? "1" : "0"
    case .choice(let key): codes[key] ?? key
    case .links: ""
    case .text(let text), .line(let text):
      text.split(whereSeparator: \.isNewline).joined(separator: ", ")
    default: value.plainText
    }
  }
}

extension ReturnTemplate.Check {
  /// Whether a number can be right.
  func accepts(_ text: String) -> Bool {
    let digits = text.utf8.map { Int($0) - 0x30 }
    let areDigits = digits.allSatisfy { (0...9).contains($0) }
    switch self {
    case .upn: return (try? UPN(text)) != nil
    case .urn: return areDigits && digits.count == 6
    case .ukprn: return areDigits && digits.count == 8 && digits[0] == 1
    case .uln:
      // Weights 10 to 2, modulus 11; the tenth digit is ten less the remainder, which is never 0.
      guard areDigits, digits.count == 10 else { return false }
      let sum = (0..<9).reduce(0) { $0 + digits[$1] * (10 - $1) }
      return sum % 11 != 0 && digits[9] == 10 - sum % 11
    }
  }
}
