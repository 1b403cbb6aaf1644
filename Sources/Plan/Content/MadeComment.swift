package import CRDT

/// A comment as its own batch tells it, whatever became of what it was made upon.
package struct MadeComment: Hashable, Sendable {
  package let id: EventID
  private var values: [String: RegisterValue] = [:]

  /// The comments a batch makes; nil where it does anything beside, or nothing.
  package static func all(madeBy batch: BatchContents) -> [MadeComment]? {
    var made: [MadeComment] = []
    for operation in batch.summaries {
      switch operation.action {
      case .createRecord(let record) where operation.address == PartDocument.commentList:
        made.append(MadeComment(id: record))
      case .setField:
        guard let index = made.firstIndex(where: { $0.id == operation.address.record }) else {
          return nil
        }
        made[index].values[operation.address.key] = operation.value
      default: return nil
      }
    }
    return made.isEmpty ? nil : made
  }

  private init(id: EventID) { self.id = id }

  subscript(key: String) -> RegisterValue { values[key] ?? .none }

  package var body: String { self[PartDocument.Reserved.body].text ?? "" }
  /// The words it is about; empty where it is about a place.
  package var quote: String { self[PartDocument.Reserved.quote].text ?? "" }
  /// The record it is about; nil where it is about the part, or a field of it.
  package var record: EventID? { self[PartDocument.Reserved.record].event }
  package var field: String? { self[PartDocument.Reserved.field].text }
}

extension PartDocument {
  /// Makes a comment again that was made in another state of this part: about the same place and the
  /// same words, which both states hold, in answer to the same comment.
  ///
  /// - Parameter names: what comments are called here that were made again before.
  /// - Returns: its id here.
  /// - Throws: `unknownRecord`, `unknownField`, `quoteNotFound`, `unknownComment`, where what it is
  ///   about, or answers, is not here.
  package mutating func say(
    again comment: MadeComment, _ names: [EventID: EventID]
  ) throws(ContentError) -> EventID {
    if let record = comment.record { _ = try list(of: record) }
    if let field = comment.field { _ = try self.field(field, of: comment.record) }
    var passage: Passage?
    if let field = comment.field, let start = comment[Reserved.start].event,
      let end = comment[Reserved.end].event
    {
      guard document.contains(start), document.contains(end) else { throw .quoteNotFound }
      passage = Passage(
        address: ObjectAddress(record: comment.record, key: field), start: start, end: end,
        words: comment.quote)
    }
    let inReplyTo = comment[Reserved.inReplyTo].event.map { names[$0] ?? $0 }
    if let inReplyTo, !isComment(inReplyTo) { throw .unknownComment }
    return try writeComment(
      comment.body, number: nextNumber(in: Self.commentList),
      onBehalfOf: onBehalfOf { comment[$0] }, record: comment.record, field: comment.field,
      quote: comment.quote, passage: passage, inReplyTo: inReplyTo)
  }
}
