extension Connection {
  /// The part's snapshot, after comparing it with its checksum.
  func snapshot(of part: PartAddress) throws(StoreError) -> SnapshotFinding {
    guard let row = try partRow(part) else { return .absent }
    let found = try first(
      "SELECT cursor, content, checksum FROM snapshot WHERE part = ?1", .integer(row)
    ) {
      (cursor: UInt64(clamping: $0.integer(0)), content: $0.blob(1), checksum: $0.blob(2))
    }
    guard let found else { return .absent }
    let snapshot = Snapshot(cursor: found.cursor, content: found.content)
    return snapshot.checksum == found.checksum ? .intact(snapshot) : .damaged
  }

  /// Replaces the part's snapshot. To be called inside a transaction.
  func saveSnapshot(_ snapshot: Snapshot, of part: PartAddress) throws(StoreError) {
    guard let cursor = Int64(exactly: snapshot.cursor) else { throw .badInput(.cursor) }
    try run(
      "INSERT OR REPLACE INTO snapshot (part, cursor, content, checksum) VALUES (?1, ?2, ?3, ?4)",
      .integer(try partRowAdding(part)), .integer(cursor), .blob(snapshot.content),
      .blob(snapshot.checksum))
  }

  /// Removes the part's snapshot.
  func dropSnapshot(of part: PartAddress) throws(StoreError) {
    guard let row = try partRow(part) else { return }
    try run("DELETE FROM snapshot WHERE part = ?1", .integer(row))
  }
}

extension Snapshot {
  /// Covers the cursor too: the right state at the wrong place would lose edits.
  fileprivate var checksum: [UInt8] {
    var message: [UInt8] = []
    message.append(integer: cursor)
    return Cryptography.blake2b(message + content)
  }
}
