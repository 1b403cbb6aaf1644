extension Document {
  /// Makes a text's edits, found by comparing it with another.
  ///
  /// - Throws: `outOfRange` where the text is not the one compared; `unknownRecord`, `badKey`,
  ///   `noAgent`.
  package mutating func apply(
    _ difference: TextDifference, at address: ObjectAddress
  ) throws(DocumentError) {
    let text = try text(at: address)
    guard localAgent != nil else { throw .noAgent }
    let end = difference.edits.last.map { $0.position + $0.deleted } ?? 0
    guard end <= length(of: text) else { throw .outOfRange }
    // In reading order, so that the history reads as a person would have typed it.
    var shift = 0
    for edit in difference.edits {
      try delete(at: edit.position + shift, length: edit.deleted, in: text)
      try insert(edit.inserted, at: edit.position + shift, in: text)
      shift += edit.inserted.unicodeScalars.count - edit.deleted
    }
  }
}
