import Foundation
import Store
import Testing

struct SchemaTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("a.db")
  }

  private func migration(_ number: Int, _ sql: String) -> Migration {
    Migration(
      number: number, name: "step-\(number)", kinds: [.server, .workingCopy], sql: sql)
  }

  private func open(_ migrations: [Migration]) throws(StoreError) {
    _ = try Connection.writable(path: path, kind: .server, migrations: migrations, now: start)
  }

  private var tables: [String] {
    get throws(StoreError) {
      try Connection(path: path, access: .readOnly).rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 't%' ORDER BY name"
      ) { $0.text(0) }
    }
  }

  @Test func `migrations are applied once, in order, also to an older database`() throws {
    let first = migration(1, "CREATE TABLE t1 (a) ; ")
    try open([first])
    try open([first])
    try open([first, migration(2, "CREATE TABLE t2 (a); INSERT INTO t1 VALUES (1);")])
    #expect(try tables == ["t1", "t2"])
  }

  @Test func `a newer schema is refused and not touched`() throws {
    let first = migration(1, "CREATE TABLE t1 (a)")
    try open([first, migration(2, "CREATE TABLE t2 (a)")])
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: StoreError.newerSchema(found: 2, known: 1)) { try open([first]) }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func `a changed migration is refused`() throws {
    try open([migration(1, "CREATE TABLE t1 (a)")])
    #expect(throws: StoreError.migrationChanged(number: 1)) {
      try open([migration(1, "CREATE TABLE t1 (a, b)")])
    }
  }

  @Test func `a step below one already taken is refused`() throws {
    let second = migration(2, "CREATE TABLE t2 (a)")
    try open([second])
    #expect(throws: StoreError.migrationChanged(number: 1)) {
      try open([migration(1, "CREATE TABLE t1 (a)"), second])
    }
  }

  @Test func `a migration that fails half-way leaves the schema as it was`() throws {
    let first = migration(1, "CREATE TABLE t1 (a)")
    let broken = migration(2, "CREATE TABLE t2 (a); INSERT INTO absent VALUES (1);")
    #expect(throws: StoreError.self) { try open([first, broken]) }
    #expect(try tables == ["t1"])
    try open([first])
  }

  @Test func `a migration that ends its own transaction is refused`() throws {
    #expect(throws: StoreError.migrationMalformed(path: "step-1")) {
      try open([migration(1, "CREATE TABLE t1 (a); COMMIT;")])
    }
  }

  @Test func `a database of the other kind, or of another program, is refused`() throws {
    try open([migration(1, "CREATE TABLE t1 (a)")])
    #expect(throws: StoreError.wrongKind(expected: .workingCopy)) {
      _ = try Connection.writable(path: path, kind: .workingCopy, migrations: [], now: start)
    }
    let foreign = folder.file("foreign.db")
    try Connection(path: foreign, access: .readWrite).run("CREATE TABLE notes (a)")
    #expect(throws: StoreError.wrongKind(expected: .server)) {
      _ = try Connection.writable(path: foreign, kind: .server, migrations: [], now: start)
    }
  }

  @Test func `the embedded migrations make both kinds of database, and each table is strict`()
    throws
  {
    let embedded = try Migration.embedded()
    #expect(Set(embedded.map(\.number)).count == embedded.count)
    for kind in DatabaseKind.allCases {
      let connection = try Connection.writable(
        path: folder.file(kind.rawValue), kind: kind, migrations: embedded, now: start)
      let loose = try connection.rows(
        """
        SELECT name FROM pragma_table_list
        WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'
        """
      ) { $0.text(0) }
      #expect(loose == [])
      let settings = try connection.first(
        """
        SELECT (SELECT journal_mode FROM pragma_journal_mode),
          (SELECT synchronous FROM pragma_synchronous),
          (SELECT foreign_keys FROM pragma_foreign_keys),
          (SELECT secure_delete FROM pragma_secure_delete)
        """
      ) { [$0.text(0), $0.text(1), $0.text(2), $0.text(3)] }
      #expect(settings == ["wal", "2", "1", "1"])
    }
  }

  @Test(arguments: [
    ("Migrations/1.sql", "-- for: server\n"), ("Migrations/x-y.sql", "-- for: server\n"),
    ("Migrations/0009-a.sql", "CREATE TABLE a (b);"), ("Migrations/0009-a.sql", "-- for: nobody\n"),
    ("Migrations/0009-a.sql", "-- for: \n"), ("Migrations/0009-a.txt", "-- for: server\n"),
  ])
  func `a file that does not say what it is for is refused`(_ path: String, _ text: String) {
    #expect(throws: StoreError.migrationMalformed(path: path)) {
      try Migration(path: path, content: Array(text.utf8))
    }
  }
}
