/// A change since the draft was served that no accepted representation and no placement explains
/// (SEND Code of Practice 2015, 9.125).
package struct UnexplainedChange: Hashable, Sendable {
  package var place: Place
  /// The words that changed, in Unicode scalars of the field's text; nil for a whole field or record.
  package var range: Range<Int>?
  /// Who made it; nil where nobody is named.
  package var author: String?

  package init(place: Place, range: Range<Int>? = nil, author: String? = nil) {
    self.place = place
    self.range = range
    self.author = author
  }
}
