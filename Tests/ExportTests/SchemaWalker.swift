import Plan

/// Holds JSON against a schema (JSON Schema 2020-12, the words that ours use), and notes which of
/// the schema's members it met: what is never met describes nothing.
///
/// Stricter than the standard: a member that the schema does not describe is a fault, because here
/// the schema is to say everything.
struct SchemaWalker {
  let schema: JSONValue
  /// As in `act.reason`: the definition and the member.
  private(set) var met: Set<String> = []
  private(set) var faults: [String] = []

  init(_ schema: JSONValue) { self.schema = schema }

  /// Every member that the schema describes, and that has a description of its own or by reference.
  var described: Set<String> {
    var names: Set<String> = []
    func add(_ schema: JSONValue, _ name: String) {
      guard case .object(let properties) = schema["properties"] else { return }
      for property in properties where property.value["description"] != nil {
        names.insert("\(name).\(property.key)")
      }
    }
    add(schema, "plan")
    guard case .object(let definitions) = schema["$defs"] else { return names }
    for definition in definitions { add(definition.value, definition.key) }
    return names
  }

  mutating func walk(_ value: JSONValue) { walk(value, schema, "plan", at: "") }

  private mutating func walk(
    _ value: JSONValue, _ schema: JSONValue, _ name: String, at path: String
  ) {
    if case .string(let reference) = schema["$ref"] {
      let name = String(reference.split(separator: "/").last ?? "")
      guard let target = self.schema["$defs"]?[name] else {
        return faults.append("\(path): \(reference) leads nowhere")
      }
      return walk(value, target, name, at: path)
    }
    if case .array(let choices) = schema["anyOf"] {
      for choice in choices {
        var copy = self
        copy.walk(value, choice, name, at: path)
        if copy.faults.count == faults.count {
          self = copy
          return
        }
      }
      return faults.append("\(path): none of its forms")
    }
    if let constant = schema["const"], constant != value { faults.append("\(path): not constant") }
    if case .array(let values) = schema["enum"], !values.contains(value) {
      faults.append("\(path): \(value.text()) is no value of it")
    }
    if let type = schema["type"], !Self.holds(type, value) {
      faults.append("\(path): \(value.text().prefix(40)) is not \(type.text())")
    }
    if let pattern = schema["pattern"], case .string(let text) = value {
      checkPattern(text, pattern, path)
    }
    if case .integer(let least) = schema["minimum"], case .integer(let number) = value,
      number < least
    {
      faults.append("\(path): less than \(least)")
    }
    if case .array(let elements) = value, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        walk(element, items, name, at: "\(path)[\(index)]")
      }
    }
    if case .object(let members) = value { walk(members, schema, name, at: path) }
  }

  private mutating func walk(
    _ members: [JSONValue.Member], _ schema: JSONValue, _ name: String, at path: String
  ) {
    if case .array(let required) = schema["required"] {
      for case .string(let key) in required where !members.contains(where: { $0.key == key }) {
        faults.append("\(path): lacks \(key)")
      }
    }
    for member in members {
      guard let property = schema["properties"]?[member.key] else {
        faults.append("\(path).\(member.key): not in the schema")
        continue
      }
      met.insert("\(name).\(member.key)")
      walk(member.value, property, name, at: "\(path).\(member.key)")
    }
  }

  private mutating func checkPattern(_ text: String, _ pattern: JSONValue, _ path: String) {
    let dashes = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
    let fits =
      switch pattern {
      case "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": CivilDate(text) != nil
      case "^[0-9a-f]{32}-[0-9]+$": dashes.count == 2 && dashes[0] == 32
      case "^[0-9a-f]{32}$": dashes == [32]
      default: false
      }
    if !fits { faults.append("\(path): \(text) does not fit \(pattern.text())") }
  }

  private static func holds(_ type: JSONValue, _ value: JSONValue) -> Bool {
    if case .array(let types) = type { return types.contains { holds($0, value) } }
    return switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("integer", .integer),
      ("boolean", .bool), ("null", .null):
      true
    default: false
    }
  }
}
