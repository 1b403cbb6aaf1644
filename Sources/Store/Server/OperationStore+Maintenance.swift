import Foundation

extension OperationStore {
  /// Names this log among all that a server ever had: drawn when the database is made and again when
  /// it is restored from a backup, for then cursors are used a second time. Greater than zero, less
  /// than 2⁵³, so that every reader of JSON can hold it.
  package func epoch() throws(StoreError) -> UInt64 {
    let held = try connection.first("SELECT value FROM setting WHERE name = 'epoch'") {
      UInt64(clamping: $0.integer(0))
    }
    if let held { return held }
    return try drawEpoch()
  }

  /// Draws the epoch anew. To be called on a database that came from a backup.
  @discardableResult
  package func drawEpoch() throws(StoreError) -> UInt64 {
    let random = Cryptography.randomBytes(6).reduce(0) { $0 << 8 | UInt64($1) }
    let epoch = max(random, 1)
    try set("epoch", to: Int64(clamping: epoch))
    return epoch
  }

  /// Writes something and throws it away: an error says that nothing can be stored now.
  package func probe(now: UnixTime) throws(StoreError) {
    try set("probed", to: now.milliseconds)
  }

  private func set(_ name: String, to value: Int64) throws(StoreError) {
    try write { (connection) throws(StoreError) in
      _ = try connection.run(
        """
        INSERT INTO setting (name, value) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """, .text(name), .integer(value))
    }
  }

  /// What SQLite finds wrong with the file's structure and its references; empty if it is sound.
  /// O(size of the database).
  package nonisolated func structuralFaults() async throws(StoreError) -> [String] {
    try await read { (connection) throws(StoreError) in
      let structure = try connection.rows("PRAGMA integrity_check(100)") { $0.text(0) }
      let references = try connection.rows("PRAGMA foreign_key_check") {
        "a row of \($0.text(0)) refers to one of \($0.text(2)) that is not there"
      }
      return structure.filter { $0 != "ok" } + references.prefix(100)
    }
  }

  /// All parts that hold anything, of all plans.
  package nonisolated func parts() async throws(StoreError) -> [PartAddress] {
    try await read { (connection) throws(StoreError) in
      try connection.rows("SELECT plan, name FROM part ORDER BY plan, name") {
        PartAddress(plan: PlanIdentifier($0.text(0)), name: $0.text(1))
      }
    }
  }

  /// Copies the database, as it is at one moment, to a new file, while the server goes on. The file
  /// is on the disk when this returns, and complete: it has no log beside it.
  ///
  /// - Parameter path: of a file that does not exist.
  package nonisolated func backUp(to path: String) async throws(StoreError) {
    // Made anew, so that nothing is written over and nobody else may read it.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(operation: .open, path: path, errno: errno) }
    close(descriptor)
    do {
      try await reader().copy(to: path)
    } catch {
      unlink(path)
      throw error
    }
  }
}
