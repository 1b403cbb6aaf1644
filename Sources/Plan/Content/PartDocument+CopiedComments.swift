import CRDT

/// Comments of another plan.
extension PartDocument {
  /// Writes a comment of another plan here: by its own number where that is free, with the words it
  /// was made on as they were, even where they are gone.
  ///
  /// - Parameters:
  ///   - record: the record here that it is about.
  ///   - said: whose words it is shown as.
  mutating func copyComment(
    _ comment: PlanContents.Comment, record: EventID?, said: OnBehalfOf?
  ) throws(ContentError) -> EventID {
    let place = Place(part: id, record: record, field: comment.field)
    let passage = comment.range.flatMap { self.passage($0, of: place) }
    let known = document.records(inListAt: Self.commentList).map(\.id)
    let isFree =
      (1...Self.numberLimit).contains(comment.number)
      && !known.contains { number(of: $0) == comment.number }
    let written = try writeComment(
      comment.body, number: isFree ? comment.number : nextNumber(in: Self.commentList),
      onBehalfOf: said, record: record, field: comment.field, quote: comment.quote,
      passage: passage, inReplyTo: nil)
    if comment.isResolved { try setResolved(written, true) }
    return written
  }

  /// Makes a comment the answer to another.
  mutating func setAnswer(_ answer: EventID, to comment: EventID) throws(ContentError) {
    try changing { (document: inout Document) throws(DocumentError) in
      try document.set(
        .identifier(comment), at: ObjectAddress(record: answer, key: Reserved.inReplyTo))
    }
  }
}
