/// How reports and their addenda are called: `advice-tkwnf`, and of its first addendum
/// `advice-tkwnf-addendum-1`.
extension PartID {
  private static let infix = "-addendum-"

  /// The report that an addendum belongs to; the report itself where this is one. Nil for what is no
  /// well-formed name of an addendum.
  package var report: PartID? {
    guard let found = description.firstRange(of: Self.infix) else { return self }
    guard let number = Int(description[found.upperBound...]), number > 0 else { return nil }
    return PartID(String(description[..<found.lowerBound]))
  }

  /// The number of an addendum, from 1; nil for a report itself.
  package var addendumNumber: Int? {
    description.firstRange(of: Self.infix).flatMap { Int(description[$0.upperBound...]) }
  }

  /// The name of a report's addendum.
  package func addendum(_ number: Int) -> PartID {
    PartID("\(self)\(Self.infix)\(number)")
  }
}

extension FrozenPart {
  /// What an author's device signs: the commitment to the content, for which plan, and as of which
  /// day.
  package static func signedMessage(
    commitment: [UInt8], plan: String, date: CivilDate
  ) -> [UInt8] {
    Array("ehcp report 2\0\(plan)\0\(date)\0".utf8) + commitment
  }

  /// What it signed before version 0.2: the content itself.
  package func signedMessage(plan: String, date: CivilDate) -> [UInt8] {
    Array("ehcp report 1\0\(plan)\0\(date)\0".utf8) + bytes
  }
}
