/// A list of records of one shape: the needs of section B, the provisions of section F.
package struct ListTemplate: Hashable, Sendable {
  package var key: String
  /// As in "Needs".
  package var title: String
  /// What one record is called in a sentence: "need".
  package var singular: String
  package var guidance: String
  /// What it is in the golden thread; nil for a list that takes no part in it.
  package var strand: Strand?
  /// The fields of each record, in order.
  package var fields: [FieldTemplate]

  package init(
    key: String, title: String, singular: String, guidance: String = "", strand: Strand? = nil,
    fields: [FieldTemplate] = []
  ) {
    self.key = key
    self.title = title
    self.singular = singular
    self.guidance = guidance
    self.strand = strand
    self.fields = fields
  }

  package func field(_ key: String) -> FieldTemplate? { fields.first { $0.key == key } }
}
