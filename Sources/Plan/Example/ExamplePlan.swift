/// A made-up plan of real size, carried by a pack: for demonstrations, tests and first steps.
///
/// Neutral: it holds values and labels, no operations. A program that plays it into a plan makes
/// the records in this order and puts the ids it gets in place of the labels.
package struct ExamplePlan: Hashable, Sendable {
  package var template: PlanTemplate
  /// The authority's reference, as in `MK-0412`.
  package var reference: String
  /// Who is shown as having written it.
  package var author: Author
  /// What stands in it while it is a draft, in the template's order, advice reports last.
  package var parts: [Part]
  /// Fields that are filled only when it is issued: signature, placement. No lists.
  package var issued: [Part]

  package struct Part: Hashable, Sendable {
    package var id: PartID
    package var fields: [Field]
    package var lists: [List]
  }

  package struct List: Hashable, Sendable {
    package var key: String
    package var records: [Record]
  }

  package struct Record: Hashable, Sendable {
    /// What links call it; unique in the plan.
    package var label: String
    package var fields: [Field]
  }

  package struct Field: Hashable, Sendable {
    package var key: String
    package var value: Value
  }

  package enum Value: Hashable, Sendable {
    /// Of the kind that the template declares; never `links`.
    case value(FieldValue)
    /// Labels of records in the lists that the template allows.
    case links([String])
  }
}
