package import CRDT

/// What a person gave as reason for an act. It may name somebody it should not have named, so it
/// stands beside the audit log, whose payload has only its commitment: words of it can be erased like
/// words of a plan.
package struct AuditNote: Hashable, Sendable {
  /// The part of every plan under which erasures of notes are listed. No template's part is named so.
  package static let part = "$notes"

  package let excerpt: Excerpt
  let salt: [UInt8]

  init(excerpt: Excerpt, salt: [UInt8]) {
    self.excerpt = excerpt
    self.salt = salt
  }

  /// A new note: its letters are the events of an agent drawn for it, so that they have names.
  package init(_ text: String) {
    let first = EventID(agent: Cryptography.randomAgent(), sequence: 0)
    excerpt = Excerpt(
      frame: [], values: [], text: text,
      events: [.init(first: first, count: text.unicodeScalars.count)], seed: .random())
    salt = Cryptography.randomBytes(32)
  }

  /// With a full block for each letter that was erased.
  package var text: String { excerpt.text }

  /// What the payload has of it.
  package var commitment: [UInt8] { excerpt.commitment(salt: salt) }
}

extension OperationStore {
  /// The notes of the plan's entries, by entry.
  package nonisolated func notes(
    of plan: PlanIdentifier
  ) async throws(StoreError) -> [UInt64: AuditNote] {
    try await read { (connection) throws(StoreError) in try connection.notes(of: plan) }
  }

  /// Erases letters of notes, and records the act, in one transaction.
  package func eraseNotes(
    _ erasures: [Erasure], of plan: PlanIdentifier, recording act: AuditAct, now: UnixTime
  ) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      _ = try connection.erase(erasures, in: PartAddress(plan: plan, name: AuditNote.part))
      _ = try connection.append(act, time: now)
    }
    try checkpoint()
  }
}

extension Connection {
  func add(_ note: AuditNote, to entry: UInt64) throws(StoreError) {
    try run(
      "INSERT INTO audit_note (entry, content, salt) VALUES (?1, ?2, ?3)",
      .integer(Int64(clamping: entry)), .blob(note.excerpt.encoded()), .blob(note.salt))
  }

  func notes(of plan: PlanIdentifier) throws(StoreError) -> [UInt64: AuditNote] {
    let rows = try rows(
      """
      SELECT entry, content, audit_note.salt FROM audit_note JOIN audit ON number = entry
      WHERE plan = ?1
      """, plan.value
    ) { (row) throws(StoreError) in
      guard let excerpt = try? Excerpt(decoding: row.blob(1)) else {
        throw .damagedRow(table: "audit_note")
      }
      return (UInt64(clamping: row.integer(0)), AuditNote(excerpt: excerpt, salt: row.blob(2)))
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  /// Removes the notes of a plan that is erased for good.
  func dropNotes(of plan: PlanIdentifier) throws(StoreError) {
    try run(
      "DELETE FROM audit_note WHERE entry IN (SELECT number FROM audit WHERE plan = ?1)",
      plan.value)
  }

  /// Erases letters of the plan's notes, and of the reason of its legal hold where that is the same
  /// text. To be called once the erasures are noted.
  func eraseNotes(_ erasures: [Erasure], of plan: PlanIdentifier) throws(StoreError) {
    for (entry, note) in try notes(of: plan) {
      let left = note.excerpt.erasing(erasures)
      if left == note.excerpt { continue }
      try run(
        "UPDATE audit_note SET content = ?2 WHERE entry = ?1", .integer(Int64(clamping: entry)),
        .blob(left.encoded()))
      try run(
        "UPDATE legal_hold SET reason = ?3 WHERE plan = ?1 AND reason = ?2", plan.value,
        .text(note.text), .text(left.text))
    }
  }
}
