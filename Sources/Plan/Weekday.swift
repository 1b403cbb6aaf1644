/// A day of the week, Monday first (ISO 8601).
package enum Weekday: String, Hashable, Sendable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// Monday is 0.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package var isWeekend: Bool { self == .saturday || self == .sunday }

  /// As in "Monday".
  package var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
