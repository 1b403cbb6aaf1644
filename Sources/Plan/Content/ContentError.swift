package import CRDT

/// Why an edit cannot be made in a part, or a batch cannot enter it: it does not fit the template or
/// the document.
package enum ContentError: Error, Hashable, Sendable {
  case unknownField(String)
  case unknownList(String)
  case unknownRecord
  /// The value is of another kind than the field.
  case wrongKind(field: String, expected: FieldKind)
  /// Not one of the choice's options.
  case unknownOption(field: String, options: [String])
  /// A line with a line break, or longer than `PartDocument.lineLimit` bytes.
  case badLine(field: String)
  /// A link to a record that is not of a list the field may point into.
  case badLink(field: String)
  /// Words that are not in the field's text.
  case quoteNotFound
  /// A comment that is not in this part.
  case unknownComment
  /// Somebody else's comment: only its author may change its words.
  case notTheAuthor
  /// A suggestion that is not in this part.
  case unknownSuggestion
  /// There is nothing in it.
  case emptySuggestion
  /// More changes or words than a suggestion may hold.
  case suggestionTooLarge
  /// Somebody has accepted, rejected or withdrawn it.
  case alreadyDecided(SuggestionState)
  /// The change of this index can no longer be made, so none is.
  case groundIsGone(change: Int)
  /// A batch decides a suggestion, and is not exactly what deciding it makes.
  case notTheSuggestion
  case document(DocumentError)
}
