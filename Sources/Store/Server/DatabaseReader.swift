/// One read-only connection, with a queue of its own.
actor DatabaseReader {
  private let executor = QueueExecutor(label: "ehcp.store.reader")
  private let connection: Connection

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(path: String, migrations: [Migration]) throws(StoreError) {
    connection = try Connection.readable(path: path, kind: .server, migrations: migrations)
  }

  /// What `body` reads, all of it from one moment of the database.
  func read<Result: Sendable>(
    _ body: @Sendable (borrowing Connection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try connection.readTransaction(body)
  }

  /// Copies the database into a new file at `path`, which is on the disk when this returns.
  func copy(to path: String) throws(StoreError) {
    let copy = try Connection(path: path, access: .readWrite)
    try copy.run("PRAGMA synchronous = FULL")
    try connection.copy(to: copy)
    // One file, without a log beside it.
    try copy.run("PRAGMA journal_mode = DELETE")
  }
}
