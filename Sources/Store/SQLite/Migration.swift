import Assets

/// One numbered step of a database's schema.
///
/// Its file is `Migrations/NNNN-what-it-does.sql`, and its first line names the databases it is for:
/// `-- for: server, working-copy`. A released file is never changed: its checksum is recorded in
/// every database it was applied to.
package struct Migration: Hashable, Sendable {
  package let number: Int
  package let name: String
  package let kinds: Set<DatabaseKind>
  package let sql: String

  package init(number: Int, name: String, kinds: Set<DatabaseKind>, sql: String) {
    self.number = number
    self.name = name
    self.kinds = kinds
    self.sql = sql
  }

  /// Reads a migration from its file's path and content.
  package init(path: String, content: [UInt8]) throws(StoreError) {
    let fileName = path.split(separator: "/").last ?? ""
    let marker = "-- for: "
    let sql = String(decoding: content, as: UTF8.self)
    let header = sql.prefix { $0 != "\n" }
    guard
      fileName.hasSuffix(".sql"),
      let hyphen = fileName.firstIndex(of: "-"),
      let number = Int(fileName[..<hyphen]), number > 0,
      header.hasPrefix(marker)
    else { throw .migrationMalformed(path: path) }
    var kinds: Set<DatabaseKind> = []
    for word in header.dropFirst(marker.count).split(separator: ",") {
      guard let kind = DatabaseKind(rawValue: String(word.drop { $0 == " " })) else {
        throw .migrationMalformed(path: path)
      }
      kinds.insert(kind)
    }
    guard !kinds.isEmpty else { throw .migrationMalformed(path: path) }
    self.init(number: number, name: String(fileName.dropLast(4)), kinds: kinds, sql: sql)
  }

  /// SHA-256 of the file.
  package var checksum: [UInt8] { Cryptography.sha256(Array(sql.utf8)) }

  /// The migrations this program carries, by number.
  package static func embedded() throws(StoreError) -> [Migration] {
    var migrations: [Migration] = []
    for path in EmbeddedAssets.paths where path.hasPrefix("Migrations/") {
      migrations.append(
        try Migration(path: path, content: EmbeddedAssets.file(path) ?? []))
    }
    return migrations.sorted { $0.number < $1.number }
  }
}
