import CRDT

/// What may stand in the places reserved for history.
extension PartDocument {
  /// A field of a link that says where words come from: only for words of one's own putting back.
  func checkRestoration(
    _ operation: BatchContents.Summary, of record: EventID, isOwn: (AgentID) -> Bool
  ) throws(ContentError) {
    let key = operation.address.key
    guard isOwn(record.agent) else { throw .notTheAuthor }
    switch (operation.action, operation.value, key) {
    case (.setField, .identifier(let replacement), Reserved.replacement):
      guard isOwn(replacement.agent) else { throw .notTheAuthor }
    case (.setField, .identifier, Reserved.original), (.setField, .integer, Reserved.count):
      break
    default:
      throw .unknownField(key)
    }
  }

  /// A field of a version's name.
  func checkVersion(
    _ operation: BatchContents.Summary, isOwn: Bool
  ) throws(ContentError) {
    let key = operation.address.key
    guard isOwn else { throw .notTheAuthor }
    switch (operation.action, operation.value, key) {
    case (.setField, .text(let name), Reserved.name):
      guard Self.isVersionName(name) else { throw .badLine(field: key) }
    case (.setField, .text(let identifier), Reserved.version):
      guard identifier.utf8.count == 32 else { throw .badLine(field: key) }
    case (.changeSet, .identifier, Reserved.heads):
      break
    default:
      throw .unknownField(key)
    }
  }
}
