/// What an operation does to a part, as far as permission is concerned.
package enum OperationKind: String, Hashable, Sendable, CaseIterable {
  /// Gives a moment of the plan a name: neither changes it nor says anything of it.
  case name
  /// Says something about the plan and changes none of it.
  case comment
  /// Proposes a change for another person to accept or refuse.
  case suggest
  /// Changes the plan.
  case edit

  /// The least right that allows it.
  package var requiredRight: Right {
    switch self {
    case .name: .read
    case .comment: .comment
    case .suggest: .suggest
    case .edit: .edit
    }
  }
}
