import CSQLite

/// One open SQLite database, owned by one place in the program.
///
/// Opened without SQLite's own mutex: the owner is an actor or a single thread.
package struct Connection: ~Copyable {
  private let handle: OpaquePointer
  private let cache = StatementCache()
  private let health = ConnectionHealth()
  let segmentCache = SegmentCache()

  package enum Access: Hashable, Sendable {
    /// Reads and writes; the file is made if it is absent.
    case readWrite
    /// Reads an existing file; every attempt to write is refused.
    case readOnly
  }

  /// Opens the file at `path`; nothing is read or written before the first statement.
  ///
  /// - Parameter busyMilliseconds: how long a statement waits for another connection's lock.
  package init(path: String, access: Access, busyMilliseconds: Int32 = 5_000) throws(StoreError) {
    let mode =
      access == .readOnly
      ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      path, &opened, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      // On failure there is usually still a handle, which carries the message and must be closed.
      let failure = Self.failure(of: opened, sql: "")
      sqlite3_close_v2(opened)
      throw StoreError(failure)
    }
    handle = opened
    sqlite3_busy_timeout(handle, busyMilliseconds)
  }

  deinit {
    cache.close()
    sqlite3_close_v2(handle)
  }

  // MARK: Statements

  /// A statement ready to be bound: from the cache, or prepared now.
  package func prepare(_ sql: StaticString) throws(StoreError) -> Statement {
    if let idle = cache.take(sql) { return Statement(handle: idle, sql: sql, cache: cache) }
    var prepared: OpaquePointer?
    let code = sql.withUTF8Buffer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_prepare_v3(
          handle, $0.baseAddress, Int32($0.count), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil
        )
      }
    }
    guard code == SQLITE_OK, let prepared else { throw failure(sql: sql.description) }
    return Statement(handle: prepared, sql: sql, cache: cache)
  }

  /// Runs a statement to its end and gives the number of rows it changed.
  @discardableResult
  package func run(_ sql: StaticString, _ values: DatabaseValue...) throws(StoreError) -> Int {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
    return Int(sqlite3_changes64(handle))
  }

  /// What `read` makes of each row, in order.
  package func rows<Row>(
    _ sql: StaticString, _ values: DatabaseValue...,
    read: (borrowing Statement) throws(StoreError) -> Row
  ) throws(StoreError) -> [Row] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// What `read` makes of the first row; nil if there is none.
  package func first<Row>(
    _ sql: StaticString, _ values: DatabaseValue...,
    read: (borrowing Statement) throws(StoreError) -> Row
  ) throws(StoreError) -> Row? {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step() ? try read(statement) : nil
  }

  /// Whether the query has any row.
  package func exists(
    _ sql: StaticString, _ values: DatabaseValue...
  ) throws(StoreError) -> Bool {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step()
  }

  /// Runs several statements at once, without values: a migration's script.
  func runScript(_ sql: String) throws(StoreError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql: sql) }
  }

  /// Limits the size of the database.
  func limitPages(to count: Int32) throws(StoreError) {
    try runScript("PRAGMA max_page_count = \(count)")
  }

  /// The key of the row inserted last.
  var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  // MARK: Transactions

  /// Whether a transaction is open.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Runs `body` and commits what it wrote; undoes all of it if `body` or the commit fails.
  ///
  /// When it returns, the changes are on disk (`synchronous=FULL`). After an error that leaves it
  /// unknown what the disk holds, it throws `StoreError.failed` ever after: a second try could seem
  /// to succeed on top of pages the system has silently dropped.
  ///
  /// Within another transaction it is part of that one, and commits and fails with it.
  @discardableResult
  package func transaction<Result>(
    _ body: (borrowing Connection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    guard !hasFailed else { throw .failed }
    if isInTransaction { return try body(self) }
    do {
      try run("BEGIN IMMEDIATE")
      let result = try body(self)
      try commit()
      return result
    } catch {
      rollBack()
      if error.endsWriting { health.hasFailed = true }
      throw error
    }
  }

  /// Whether this connection has stopped writing for good.
  var hasFailed: Bool { health.hasFailed }

  private func commit() throws(StoreError) {
    do {
      try run("COMMIT")
    } catch {
      switch error {
      // SQLite has written nothing that counts, and can undo it.
      case .full, .locked: throw error
      default: throw .commitFailed(Self.failure(of: handle, sql: "COMMIT"))
      }
    }
  }

  /// Runs `body`, which only reads, so that all its statements see one moment of the database.
  package func readTransaction<Result>(
    _ body: (borrowing Connection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try run("BEGIN")
    defer { rollBack() }
    return try body(self)
  }

  /// Runs `body` within a transaction and undoes what it alone wrote if it fails.
  func savepoint<Result>(
    _ body: (borrowing Connection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try run("SAVEPOINT step")
    do {
      let result = try body(self)
      try run("RELEASE step")
      return result
    } catch {
      if isInTransaction {
        try run("ROLLBACK TO step")
        try run("RELEASE step")
      }
      throw error
    }
  }

  /// Some errors have rolled back already (<https://sqlite.org/lang_transaction.html>), and a
  /// failure here adds nothing to the error in hand.
  private func rollBack() {
    if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
  }

  // MARK: Errors

  private func failure(sql: String) -> StoreError {
    StoreError(Self.failure(of: handle, sql: sql))
  }

  static func failure(of handle: OpaquePointer?, sql: String) -> DatabaseFailure {
    let extended = handle == nil ? SQLITE_NOMEM : sqlite3_extended_errcode(handle)
    return DatabaseFailure(
      code: extended & 0xFF, extendedCode: extended,
      message: handle == nil ? "" : String(cString: sqlite3_errmsg(handle)), sql: sql)
  }
}
