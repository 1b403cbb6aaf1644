import CSQLite

/// The prepared statements of one connection that are not in use at the moment.
///
/// Keyed by the address of the literal that holds the SQL, so a lookup hashes one word.
final class StatementCache {
  private var idle: [UnsafePointer<UInt8>: OpaquePointer] = [:]
  private var isOpen = true

  /// Takes a statement out, so that two users of one SQL text never share one.
  func take(_ sql: StaticString) -> OpaquePointer? { idle.removeValue(forKey: sql.utf8Start) }

  /// Puts a statement back, ready for its next use.
  func give(_ handle: OpaquePointer, for sql: StaticString) {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    if isOpen && idle[sql.utf8Start] == nil {
      idle[sql.utf8Start] = handle
    } else {
      sqlite3_finalize(handle)
    }
  }

  func close() {
    isOpen = false
    for handle in idle.values { sqlite3_finalize(handle) }
    idle.removeAll()
  }
}
