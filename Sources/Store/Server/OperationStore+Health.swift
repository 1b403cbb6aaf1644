extension OperationStore {
  /// Writes something that changes nothing: an error says that nothing can be stored now.
  package func probe() throws(StoreError) {
    try write { (connection) throws(StoreError) in
      _ = try connection.run(
        "UPDATE epoch SET began = began WHERE id = (SELECT max(id) FROM epoch)")
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
}
