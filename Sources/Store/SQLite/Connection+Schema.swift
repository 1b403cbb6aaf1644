extension Connection {
  /// Opens a database of `kind` for writing, after bringing its schema up to date.
  ///
  /// Nothing is written to a file that turns out to be of another kind or a later version.
  ///
  /// - Parameter now: recorded as the time of the migrations applied.
  package static func writable(
    path: String, kind: DatabaseKind, migrations: [Migration], now: UnixTime
  ) throws(StoreError) -> Connection {
    try PrivateFile.create(path)
    let connection = try Connection(path: path, access: .readWrite)
    let relevant = migrations.filter { $0.kinds.contains(kind) }
    _ = try connection.pendingMigrations(kind: kind, known: relevant)
    try connection.protect()
    // WAL lets readers work while one writer writes; FULL syncs the log at every commit, which is
    // what makes "stored" true. On Darwin a plain fsync does not reach the medium.
    try connection.run("PRAGMA journal_mode = WAL")
    try connection.run("PRAGMA synchronous = FULL")
    try connection.run("PRAGMA fullfsync = ON")
    try connection.run("PRAGMA checkpoint_fullfsync = ON")
    try connection.run("PRAGMA journal_size_limit = 16777216")
    // Erased text is overwritten with zeros, not merely unlinked.
    try connection.run("PRAGMA secure_delete = ON")
    try connection.migrate(kind: kind, known: relevant, now: now)
    return connection
  }

  /// Opens an existing, up-to-date database of `kind` for reading.
  package static func readable(
    path: String, kind: DatabaseKind, migrations: [Migration]
  ) throws(StoreError) -> Connection {
    let connection = try Connection(path: path, access: .readOnly)
    let relevant = migrations.filter { $0.kinds.contains(kind) }
    let pending = try connection.pendingMigrations(kind: kind, known: relevant)
    if let missing = pending.first { throw .migrationChanged(number: missing.number) }
    try connection.protect()
    return connection
  }

  /// Settings that guard against a hostile or broken file.
  private func protect() throws(StoreError) {
    try run("PRAGMA foreign_keys = ON")
    try run("PRAGMA trusted_schema = OFF")
    try run("PRAGMA cell_size_check = ON")
    // What people wrote must not be spilt into a temporary folder.
    try run("PRAGMA temp_store = MEMORY")
  }

  /// The migrations still to be applied, in order, after checking those that were.
  private func pendingMigrations(
    kind: DatabaseKind, known: [Migration]
  ) throws(StoreError) -> [Migration] {
    let application = try pragma("PRAGMA application_id")
    let objects = try first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
    if objects == 0 && application == 0 { return known }
    guard application == kind.applicationID else { throw .wrongKind(expected: kind) }

    let applied = try rows("SELECT number, checksum FROM migration ORDER BY number") { row in
      (number: Int(row.integer(0)), checksum: row.blob(1))
    }
    let newestKnown = known.last?.number ?? 0
    let newestApplied = max(applied.last?.number ?? 0, Int(try pragma("PRAGMA user_version")))
    guard newestApplied <= newestKnown else {
      throw .newerSchema(found: newestApplied, known: newestKnown)
    }
    for row in applied {
      guard let migration = known.first(where: { $0.number == row.number }),
        migration.checksum == row.checksum
      else { throw .migrationChanged(number: row.number) }
    }
    let numbers = Set(applied.map(\.number))
    let pending = known.filter { !numbers.contains($0.number) }
    // Forward only: a step below one already taken was never part of this database's history.
    if let late = pending.first(where: { $0.number < newestApplied }) {
      throw .migrationChanged(number: late.number)
    }
    return pending
  }

  /// Applies what is pending, each step in its own transaction: a killed program leaves the schema
  /// as it was before the step or after it.
  private func migrate(
    kind: DatabaseKind, known: [Migration], now: UnixTime
  ) throws(StoreError) {
    for migration in try pendingMigrations(kind: kind, known: known) {
      try transaction { (connection) throws(StoreError) in
        try connection.runScript(
          """
          CREATE TABLE IF NOT EXISTS migration (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            checksum BLOB NOT NULL,
            applied INTEGER NOT NULL
          ) STRICT;
          """)
        // Checked again under the lock: another process may have come first.
        let isApplied = try connection.exists(
          "SELECT 1 FROM migration WHERE number = ?1", .integer(Int64(migration.number)))
        guard !isApplied else { return }
        try connection.runScript(
          """
          PRAGMA application_id = \(kind.applicationID);
          PRAGMA user_version = \(migration.number);
          """)
        try connection.runScript(migration.sql)
        guard connection.isInTransaction else {
          throw .migrationMalformed(path: migration.name)
        }
        try connection.run(
          "INSERT INTO migration (number, name, checksum, applied) VALUES (?1, ?2, ?3, ?4)",
          .integer(Int64(migration.number)), .text(migration.name), .blob(migration.checksum),
          .integer(now.milliseconds))
      }
    }
  }

  private func pragma(_ sql: StaticString) throws(StoreError) -> Int64 {
    try first(sql) { $0.integer(0) } ?? 0
  }
}
