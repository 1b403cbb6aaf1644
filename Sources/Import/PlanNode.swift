import Plan

/// A value of a plan's JSON that is read by what it should be, with errors that say where it is not.
struct PlanNode {
  private let node: JSONNode

  init(_ node: JSONNode) { self.node = node }

  private func unexpected(_ expected: ImportError.Expectation) -> ImportError {
    .notAPlan(node.position, expected: expected)
  }

  func duplicate(_ name: String) -> ImportError { .duplicate(node.position, name: name) }

  /// The member's value; nil where it is missing or null.
  func member(_ key: String) throws(ImportError) -> PlanNode? {
    guard case .object(let members) = node.content else { throw unexpected(.object) }
    guard let found = members.first(where: { $0.key == key })?.node, found.content != .null else {
      return nil
    }
    return PlanNode(found)
  }

  func required(_ key: String) throws(ImportError) -> PlanNode {
    guard let found = try member(key) else { throw unexpected(.member(key)) }
    return found
  }

  /// The elements of a member; none where it is missing.
  func elements(_ key: String) throws(ImportError) -> [PlanNode] {
    guard let found = try member(key) else { return [] }
    guard case .array(let elements) = found.node.content else { throw found.unexpected(.array) }
    return elements.map { PlanNode($0) }
  }

  func string() throws(ImportError) -> String {
    guard case .string(let text) = node.content else { throw unexpected(.string) }
    return text
  }

  func string(_ key: String) throws(ImportError) -> String { try required(key).string() }

  func optionalString(_ key: String) throws(ImportError) -> String? {
    try member(key)?.string()
  }

  func integer() throws(ImportError) -> Int64 {
    guard case .integer(let number) = node.content else { throw unexpected(.integer) }
    return number
  }

  func flag(_ key: String) throws(ImportError) -> Bool {
    guard let found = try member(key) else { return false }
    guard case .bool(let value) = found.node.content else { throw found.unexpected(.boolean) }
    return value
  }

  var value: JSONValue { node.value }
}
