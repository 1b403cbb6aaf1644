/// A return that an authority makes from its plans, as a pack describes it: files, and in each a row
/// for every plan, or for every record of a list.
package struct ReturnTemplate: Hashable, Sendable {
  /// As in `sen2`.
  package var id: String
  package var title: String
  /// What of it was written from memory and not looked up.
  package var unverified: [String]
  package var files: [File]

  package struct File: Hashable, Sendable {
    /// Without an ending: `person`.
    package var name: String
    /// Only plans in which this field is filled have a row.
    package var condition: ReturnField?
    /// A row for each record of this list; nil for one row a plan.
    package var rows: LinkTarget?
    package var columns: [Column]
  }

  package struct Column: Hashable, Sendable {
    /// As the collection names it.
    package var name: String
    package var source: Source
    /// What the collection writes for an option.
    package var codes: [String: String]
    package var check: Check?
  }

  package enum Source: Hashable, Sendable {
    /// The first of these that is filled.
    case fields([ReturnField])
    /// A field of the row's record.
    case recordField(String)
    /// The number of the row's record, counted from 1.
    case number
    /// The plan's reference.
    case reference
    /// Whether a reason on record excuses a deadline.
    case excused(String)
    /// The value of the first of these that is filled; else the last.
    case chosen([Choice], otherwise: String)
  }

  package struct Choice: Hashable, Sendable {
    package var field: ReturnField
    package var value: String
  }

  /// A number whose digits can be checked.
  package enum Check: String, Hashable, Sendable, CaseIterable {
    case upn
    case uln
    case urn
    case ukprn
  }
}

/// A part's own field, as in `details.surname`.
package struct ReturnField: Hashable, Sendable, CustomStringConvertible {
  package var part: PartID
  package var key: String

  package var description: String { "\(part).\(key)" }
}
