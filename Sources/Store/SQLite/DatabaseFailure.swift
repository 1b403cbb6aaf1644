/// What SQLite said when it refused. Holds the statement, never the values bound to it.
package struct DatabaseFailure: Hashable, Sendable {
  /// The primary result code (<https://sqlite.org/rescode.html>).
  package let code: Int32
  /// The extended result code.
  package let extendedCode: Int32
  package let message: String
  /// The statement; empty where there was none, as in opening.
  package let sql: String

  package init(code: Int32, extendedCode: Int32, message: String, sql: String) {
    self.code = code
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
  }
}
