/// One field of a part or of a record.
package struct FieldTemplate: Hashable, Sendable {
  package var key: String
  /// As printed beside the value.
  package var title: String
  package var kind: FieldKind
  /// Whether a plan is incomplete without it.
  package var isRequired: Bool
  /// What to write here, for the person who writes it, with the paragraph it rests on.
  package var guidance: String
  /// The values of a `choice`, in order; empty for every other kind.
  package var options: [ChoiceOption]
  /// The lists that `links` may point into; empty for every other kind.
  package var targets: [LinkTarget]

  package init(
    key: String, title: String, kind: FieldKind, isRequired: Bool = false, guidance: String = "",
    options: [ChoiceOption] = [], targets: [LinkTarget] = []
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.isRequired = isRequired
    self.guidance = guidance
    self.options = options
    self.targets = targets
  }

  package func option(_ key: String) -> ChoiceOption? { options.first { $0.key == key } }
}
