/// What sort of provision an item describes: a ratio is asked of direct work only.
package enum ProvisionKind: Hashable, Sendable {
  /// Work with the child: teaching, therapy, a group.
  case direct
  /// Equipment, materials, a way of teaching, the room.
  case adaptation
  /// Training of those who work with the child.
  case training
  /// Advice, review, liaison between adults.
  case consultation

  /// The elements the item has to name.
  package var required: Set<SpecificationElement> {
    switch self {
    case .direct: Set(SpecificationElement.allCases)
    case .adaptation, .training, .consultation: [.what, .who, .frequency, .duration, .commitment]
    }
  }
}
