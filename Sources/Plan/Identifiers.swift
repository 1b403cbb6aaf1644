/// A part of a plan: `details`, a section's letter (`A` … `K`, `H1`, `H2`), or `advice-…`.
package struct PartID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ text: String) { description = text }

  package static func < (left: PartID, right: PartID) -> Bool {
    left.description < right.description
  }
}

/// A role of the template: `parent`, `senco`, `ep`, `health`, `social-care`, `caseworker`, …
package struct RoleID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ text: String) { description = text }

  package static func < (left: RoleID, right: RoleID) -> Bool {
    left.description < right.description
  }
}

/// Where a plan is in its life. What a role may do depends on it.
package enum Phase: String, Hashable, Sendable, CaseIterable {
  /// Advice is gathered and the draft is written.
  case gather
  /// The draft has been served on the parent or young person.
  case servedDraft = "served-draft"
  /// Issued and frozen.
  case final
  /// A draft amendment beside the issued plan.
  case amend
}

/// What a person may do in a part. Each right includes those below it.
package enum Right: String, Hashable, Sendable, Comparable, CaseIterable {
  case none
  case read
  case comment
  case suggest
  /// Accept or refuse what others suggest, and suggest nothing of one's own: the authority's part
  /// while a draft is with the family.
  case decide
  case edit

  package static func < (left: Right, right: Right) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .read: 1
    case .comment: 2
    case .suggest: 3
    case .decide: 4
    case .edit: 5
    }
  }
}

/// The kind of a field, as the template declares it.
package enum FieldKind: String, Hashable, Sendable, CaseIterable {
  /// Prose that several people may write at once, character by character.
  case text
  /// One line, replaced as a whole.
  case line
  /// One of the template's options.
  case choice
  case date
  case number
  case flag
  /// Links to records of a list named by the template.
  case links
}
