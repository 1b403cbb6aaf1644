import CRDT

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
