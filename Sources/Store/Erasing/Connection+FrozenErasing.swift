import CRDT

extension Connection {
  /// Erases events' content in every version of the part that an official act froze: commitments, and
  /// with them fingerprints and signatures, stay valid. To be called inside a transaction, once the
  /// erasures are noted: the database lets nothing else change what was frozen. O(all frozen of the
  /// part).
  func eraseFrozen(_ erasures: [Erasure], of part: PartAddress) throws(StoreError) {
    let isServer = try exists("SELECT 1 FROM sqlite_schema WHERE name = 'frozen_version'")
    if isServer, part.name == AuditNote.part { try eraseNotes(erasures, of: part.plan) }
    let entries: StaticString =
      isServer
      ? """
      SELECT frozen_part.entry FROM frozen_part
      JOIN frozen_version ON frozen_version.entry = frozen_part.entry
      WHERE plan = ?1 AND part = ?2
      """
      : "SELECT entry FROM frozen_part WHERE plan = ?1 AND part = ?2"
    for entry in try rows(entries, part.plan.value, .text(part.name), read: { $0.integer(0) }) {
      let content = try first(
        "SELECT content FROM frozen_part WHERE entry = ?1 AND part = ?2", .integer(entry),
        .text(part.name)
      ) { $0.optionalBlob(0) }
      guard let content = content ?? nil else { continue }
      let left = Self.erasing(erasures, in: content)
      if left == content { continue }
      // A device's table has no null; what it has no bytes of, it shows nothing of.
      try run(
        "UPDATE frozen_part SET content = ?3 WHERE entry = ?1 AND part = ?2", .integer(entry),
        .text(part.name), left.map { .blob($0) } ?? (isServer ? .null : .blob([])))
    }
  }

  /// What is left of a frozen content; nil where nothing can be: one from before version 0.2 does not
  /// say who wrote which word, so all of it goes.
  static func erasing(_ erasures: [Erasure], in content: [UInt8]) -> [UInt8]? {
    if content.isEmpty || erasures.isEmpty { return content }
    return (try? Excerpt(decoding: content))?.erasing(erasures).encoded()
  }
}
