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
    // From the end, so that earlier positions stay as they were.
    for edit in difference.edits.reversed() {
      try delete(at: edit.position, length: edit.deleted, in: text)
      try insert(edit.inserted, at: edit.position, in: text)
    }
  }
}
