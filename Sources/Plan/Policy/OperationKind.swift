/// What an operation does to a part, as far as permission is concerned.
package enum OperationKind: String, Hashable, Sendable, CaseIterable {
  /// Says something about the plan and changes none of it.
  case comment
  /// Writes down what the family said, or decides it: for those only who may (``ActRules``).
  case representation
  /// Proposes a change for another person to accept or refuse.
  case suggest
  /// Changes the plan.
  case edit

  /// The least right that allows it.
  package var requiredRight: Right {
    switch self {
    case .comment, .representation: .comment
    case .suggest: .suggest
    case .edit: .edit
    }
  }
}
