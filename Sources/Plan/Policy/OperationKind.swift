/// What an operation does to a part, as far as permission is concerned.
package enum OperationKind: String, Hashable, Sendable, CaseIterable {
  /// Gives a moment of the plan a name: neither changes it nor says anything of it.
  case name
  /// Says something about the plan and changes none of it.
  case comment
  /// Writes down what the family said, or decides it: for those only who may (``ActRules``).
  case representation
  /// Proposes a change for another person to accept or refuse.
  case suggest
  /// Accepts or refuses what another suggests, or writes down what another said.
  case decide
  /// Changes the plan.
  case edit

  /// The least right that allows it.
  package var requiredRight: Right {
    switch self {
    case .name: .read
    case .comment, .representation: .comment
    case .suggest: .suggest
    case .decide: .decide
    case .edit: .edit
    }
  }
}

extension Right {
  /// Whether the right is enough for an operation. Each includes those below it, but for one thing:
  /// whoever is there to decide suggests nothing herself.
  package func allows(_ kind: OperationKind) -> Bool {
    self >= kind.requiredRight && !(self == .decide && kind == .suggest)
  }
}
