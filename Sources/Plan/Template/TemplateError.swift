/// Why a pack is not a template, and the place to mend.
package struct TemplateError: Error, Hashable, Sendable {
  /// The file's path, pack first: `England/parts/B.json`.
  package var file: String
  /// Nil where the whole file is at fault.
  package var position: TextPosition?
  /// The way to the value inside the file, as in `lists.needs.fields.area.kind`; empty for the
  /// file's outermost value.
  package var field: String
  package var problem: Problem

  package init(file: String, position: TextPosition?, field: String, problem: Problem) {
    self.file = file
    self.position = position
    self.field = field
    self.problem = problem
  }

  /// What a name should have been the name of.
  package enum Noun: String, Hashable, Sendable {
    case fieldKind = "field kind"
    case partKind = "part kind"
    case dateField = "date field"
    case deadlineKind = "deadline kind"
    case milestone, deadline, ground, weekday, strand, element, rule, severity, column
    case right, role, part, row, list, phase, field, record, option
  }

  package enum Problem: Hashable, Sendable {
    case notJSON(JSONError.Problem)
    case missingFile(String)
    /// A file of the pack's folder that `pack.json` does not list.
    case unlistedFile
    case unsupportedFormat(Int64, supported: Int64)
    case unknownKey(allowed: [String])
    case missingKey(String)
    case wrongType(expected: String)
    case unknownName(String, Noun, allowed: [String])
    case duplicate(String)
    /// A second advice part, or a section whose id has the form of a report's.
    case clash(String, with: String)
    case badIdentifier(String)
    /// Empty, too long, or with characters that do not print.
    case badText(limit: Int)
    case outOfRange(ClosedRange<Int64>)
    /// A row with more or fewer cells than there are columns.
    case wrongCount(found: Int, expected: Int)
    /// A key that only one kind has: `options` anywhere but in a choice.
    case misplaced(onlyFor: String)
    /// There are official acts, and nobody whose words they wait for.
    case noFamily
    case badDate(String)
    case badYearDay(String)
    /// Things that come after each other in a circle: the first is named again at the end.
    case circle([String])
  }
}

extension TemplateError: CustomStringConvertible {
  /// One line: where, then what is wrong and what would be right.
  package var description: String {
    var place = file
    if let position { place += ":\(position)" }
    // Without its quotes, but escaped: a field's name may come from the broken file.
    if !field.isEmpty { place += ": \(JSONValue.string(field).text().dropFirst().dropLast())" }
    return "\(place): \(problem)"
  }
}

extension TemplateError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notJSON(let problem): "not valid JSON: \(problem)"
    case .missingFile(let name): "the pack has no file \(Self.quote(name))"
    case .unlistedFile: "pack.json does not list this file under \"files\""
    case .unsupportedFormat(let found, let supported):
      "pack format \(found); this program reads format \(supported)"
    case .unknownKey(let allowed): "unknown key; allowed are \(Self.list(allowed))"
    case .missingKey(let key): "\(Self.quote(key)) is missing"
    case .wrongType(let expected): "should be \(expected)"
    case .unknownName(let name, let noun, let allowed):
      "no \(noun.rawValue) \(Self.quote(name)); allowed are \(Self.list(allowed))"
    case .duplicate(let name): "\(Self.quote(name)) is defined twice"
    case .clash(let name, let other):
      "\(Self.quote(name)) clashes with \(Self.quote(other)): there is one advice part, and only"
        + " its reports are called by its id, a hyphen and more"
    case .badIdentifier(let text):
      "\(Self.quote(text)) is no identifier: at most 64 lower-case letters, digits and single"
        + " hyphens, a letter first (a part's may have capitals)"
    case .badText(let limit):
      "should be text of 1 to \(limit) bytes without control characters"
    case .outOfRange(let range):
      "should be a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .wrongCount(let found, let expected):
      "\(found) cells; \(expected) are needed, one for each column"
    case .misplaced(let owner): "only \(owner) has this key"
    case .noFamily: "no role has \(Self.quote("family")): true, so nobody answers a served draft"
    case .badDate(let text): "\(Self.quote(text)) is no date; write it as 2026-11-22"
    case .badYearDay(let text):
      "\(Self.quote(text)) is no day that every year has; write it as 12-25"
    case .circle(let names): "comes after itself: \(names.joined(separator: " after "))"
    }
  }

  /// Escaped, so that a broken file cannot disturb the terminal that shows its error.
  private static func quote(_ text: String) -> String { JSONValue.string(text).text() }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}
