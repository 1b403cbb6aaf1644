/// One change of a text: in place of `deleted` scalars from `position` on, `inserted`.
package struct TypedEdit: Hashable, Sendable {
  /// In Unicode scalars of the text as it was just before this edit.
  package var position: Int
  package var deleted: Int
  package var inserted: String

  package init(position: Int, deleted: Int, inserted: String) {
    self.position = position
    self.deleted = deleted
    self.inserted = inserted
  }

  /// By how much the text grows, in scalars.
  var growth: Int { inserted.unicodeScalars.count - deleted }
}
