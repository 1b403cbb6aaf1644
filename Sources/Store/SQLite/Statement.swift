import CSQLite

/// A prepared statement in use by one owner; it goes back to its connection's cache at the end.
///
/// SQL is a `StaticString`: a value can only reach the database by being bound.
package struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let sql: StaticString
  private let cache: StatementCache

  init(handle: OpaquePointer, sql: StaticString, cache: StatementCache) {
    self.handle = handle
    self.sql = sql
    self.cache = cache
  }

  deinit { cache.give(handle, for: sql) }

  /// Binds the values to the parameters, in order from `?1`.
  package func bind(_ values: [DatabaseValue]) throws(StoreError) {
    for (index, value) in values.enumerated() {
      let code = bind(value, at: Int32(index) + 1)
      guard code == SQLITE_OK else { throw failure() }
    }
  }

  /// Moves to the next row; false at the end.
  package func step() throws(StoreError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure()
    }
  }

  // MARK: Columns of the current row, from zero.

  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  package func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  package func blob(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return Array(
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  package func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  package func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

  /// The size of a blob or text without copying it.
  func byteCount(_ column: Int32) -> Int { Int(sqlite3_column_bytes(handle, column)) }

  private func bind(_ value: DatabaseValue, at index: Int32) -> Int32 {
    // SQLite copies what it is given: the arrays and strings here do not outlive the call.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          sqlite3_bind_text64(
            handle, index, characters.baseAddress, UInt64(characters.count), copied,
            UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      // A null address would bind NULL, so an empty blob is bound as zero zeros.
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
      return bytes.withUnsafeBytes {
        sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copied)
      }
    }
  }

  private func failure() -> StoreError {
    StoreError(Connection.failure(of: sqlite3_db_handle(handle), sql: sql.description))
  }
}
