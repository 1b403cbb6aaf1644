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

  /// Writes a compact copy of the database, of one moment, to a new file.
  func copy(to path: String) throws(StoreError) {
    try connection.run("VACUUM INTO ?1", .text(path))
  }
}
