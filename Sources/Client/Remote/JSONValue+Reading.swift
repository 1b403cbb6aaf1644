import Plan

/// Reading what a server answered, where anything may be missing.
extension JSONValue {
  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var integer: Int64? {
    if case .integer(let number) = self { return number }
    return nil
  }

  var array: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  /// A string, or a number as one: for versions and epochs, which are only compared.
  var word: String? { string ?? integer.map { String($0) } }
}
