/// A list of records of one shape: the needs of section B, the provisions of section F.
package struct ListTemplate: Hashable, Sendable {
  package var key: String
  /// As in "Needs".
  package var title: String
  /// What one record is called in a sentence: "need".
  package var singular: String
  package var guidance: String
  /// The fields of each record, in order.
  package var fields: [FieldTemplate]

  package init(
    key: String, title: String, singular: String, guidance: String = "",
    fields: [FieldTemplate] = []
  ) {
    self.key = key
    self.title = title
    self.singular = singular
    self.guidance = guidance
    self.fields = fields
  }

  package func field(_ key: String) -> FieldTemplate? { fields.first { $0.key == key } }
}
