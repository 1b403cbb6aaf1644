/// A value bound to a statement.
package enum DatabaseValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  static func optional(_ value: Int64?) -> DatabaseValue { value.map { .integer($0) } ?? .null }
  static func optional(_ value: String?) -> DatabaseValue { value.map { .text($0) } ?? .null }
  static func optional(_ value: [UInt8]?) -> DatabaseValue { value.map { .blob($0) } ?? .null }
}
