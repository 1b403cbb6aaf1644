/// What a provision says, element by element.
package struct SpecificationReading: Sendable {
  /// Words that name an element, or fail to.
  package struct Hit: Hashable, Sendable {
    package let element: SpecificationElement
    /// The key of the field the words stand in.
    package let field: String
    /// In Unicode scalars of that field's text.
    package let range: Range<Int>
    /// The sentence of the field, counted from 0.
    let sentence: Int
  }

  package let kind: ProvisionKind
  /// The words that name an element, in order of field and place.
  package let hits: [Hit]
  /// Words that seem to name an element and do not: "staff", "an adult", "should".
  package let nearMisses: [Hit]
  package let present: Set<SpecificationElement>

  /// The elements this kind of provision must name and this one does not, in their usual order.
  package var missing: [SpecificationElement] { kind.required.subtracting(present).sorted() }
}
