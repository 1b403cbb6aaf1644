/// A JSON value together with where it stood in its file, for error messages that point.
package struct JSONNode: Hashable, Sendable {
  package var position: TextPosition
  package var content: Content

  package enum Content: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case decimal(Double)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  package struct Member: Hashable, Sendable {
    package var key: String
    package var keyPosition: TextPosition
    package var node: JSONNode
  }

  /// The same value without its positions.
  package var value: JSONValue {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .decimal(let value): .decimal(value)
    case .string(let value): .string(value)
    case .array(let elements): .array(elements.map(\.value))
    case .object(let members): .object(members.map { JSONValue.Member($0.key, $0.node.value) })
    }
  }
}
