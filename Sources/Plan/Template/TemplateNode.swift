/// A JSON value on its way to becoming part of a template: it knows its file and the way to itself,
/// so that whatever is wrong with it can be said with its place.
struct TemplateNode {
  let file: String
  let path: String
  private let node: JSONNode

  init(file: String, bytes: [UInt8]) throws(TemplateError) {
    do throws(JSONError) {
      self.init(file: file, path: "", node: try JSONText.parse(bytes))
    } catch {
      throw TemplateError(
        file: file, position: error.position, field: "", problem: .notJSON(error.problem))
    }
  }

  private init(file: String, path: String, node: JSONNode) {
    self.file = file
    self.path = path
    self.node = node
  }

  func error(_ problem: TemplateError.Problem) -> TemplateError {
    TemplateError(file: file, position: node.position, field: path, problem: problem)
  }

  private func child(_ step: String, _ node: JSONNode) -> TemplateNode {
    TemplateNode(file: file, path: path.isEmpty ? step : "\(path).\(step)", node: node)
  }

  // MARK: Objects

  /// The members of an object whose keys are free, in order.
  func members() throws(TemplateError) -> [(key: String, value: TemplateNode)] {
    guard case .object(let members) = node.content else {
      throw error(.wrongType(expected: "an object"))
    }
    return members.map { ($0.key, child($0.key, $0.node)) }
  }

  /// Refuses a value that is no object, or has any other key than these.
  func requireKeys(_ allowed: [String]) throws(TemplateError) {
    guard case .object(let members) = node.content else {
      throw error(.wrongType(expected: "an object"))
    }
    for member in members where !allowed.contains(member.key) {
      var unknown = child(member.key, member.node).error(.unknownKey(allowed: allowed))
      unknown.position = member.keyPosition
      throw unknown
    }
  }

  subscript(key: String) -> TemplateNode? {
    guard case .object(let members) = node.content,
      let member = members.first(where: { $0.key == key })
    else { return nil }
    return child(key, member.node)
  }

  func required(_ key: String) throws(TemplateError) -> TemplateNode {
    guard let value = self[key] else { throw error(.missingKey(key)) }
    return value
  }

  // MARK: Arrays

  /// The elements, each known by its `name` member where it has one, else by its number from 1.
  func elements(namedBy name: String? = nil) throws(TemplateError) -> [TemplateNode] {
    guard case .array(let elements) = node.content else {
      throw error(.wrongType(expected: "a list"))
    }
    return elements.enumerated().map { index, element in
      guard let name, case .object(let members) = element.content,
        case .string(let step)? = members.first(where: { $0.key == name })?.node.content
      else { return child("\(index + 1)", element) }
      return child(step, element)
    }
  }

  /// As ``elements(namedBy:)``; an absent list is an empty one.
  func elements(_ key: String, namedBy name: String? = nil) throws(TemplateError) -> [TemplateNode]
  {
    guard let value = self[key] else { return [] }
    return try value.elements(namedBy: name)
  }

  /// Refuses a value that is no list, or an empty one.
  func requireElements() throws(TemplateError) {
    guard case .array(let elements) = node.content, !elements.isEmpty else {
      throw error(.wrongType(expected: "a list with at least one entry"))
    }
  }

  // MARK: Single values

  /// The most bytes that a title, a name or another single line may have.
  static let lineLimit = 400
  /// The most bytes that guidance or another prose text may have.
  static let textLimit = 20_000

  var isString: Bool {
    if case .string = node.content { true } else { false }
  }

  func string() throws(TemplateError) -> String {
    guard case .string(let text) = node.content else {
      throw error(.wrongType(expected: "text in double quotes"))
    }
    return text
  }

  /// One line that is not empty.
  func line() throws(TemplateError) -> String {
    try checked(limit: Self.lineLimit, allowLineFeeds: false)
  }

  /// Prose that is not empty.
  func prose() throws(TemplateError) -> String {
    try checked(limit: Self.textLimit, allowLineFeeds: true)
  }

  /// Prose; empty where the key is absent.
  func prose(_ key: String) throws(TemplateError) -> String { try self[key]?.prose() ?? "" }

  private func checked(limit: Int, allowLineFeeds: Bool) throws(TemplateError) -> String {
    let text = try string()
    let prints = text.unicodeScalars.allSatisfy { scalar in
      // Most are ASCII, and need not be looked up.
      if scalar.isASCII { return scalar == "\n" ? allowLineFeeds : (" "..."~").contains(scalar) }
      return scalar.properties.generalCategory != .control
    }
    guard prints, (1...limit).contains(text.utf8.count) else {
      throw error(.badText(limit: limit))
    }
    return text
  }

  func bool() throws(TemplateError) -> Bool {
    guard case .bool(let value) = node.content else {
      throw error(.wrongType(expected: "true or false"))
    }
    return value
  }

  func integer(in range: ClosedRange<Int64>) throws(TemplateError) -> Int64 {
    guard case .integer(let value) = node.content else {
      throw error(.wrongType(expected: "a whole number"))
    }
    guard range.contains(value) else { throw error(.outOfRange(range)) }
    return value
  }

  func date() throws(TemplateError) -> CivilDate {
    let text = try string()
    guard let date = CivilDate(text) else { throw error(.badDate(text)) }
    return date
  }

  func identifier() throws(TemplateError) -> String {
    let text = try string()
    guard Identifier.isValid(text) else { throw error(.badIdentifier(text)) }
    return text
  }

  func partID() throws(TemplateError) -> PartID {
    let text = try string()
    guard Identifier.isPart(text) else { throw error(.badIdentifier(text)) }
    return PartID(text)
  }

  /// One of a fixed set of words.
  func word<Word>(_ noun: TemplateError.Noun, as type: Word.Type) throws(TemplateError) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    let text = try string()
    guard let word = Word(rawValue: text) else {
      throw error(.unknownName(text, noun, allowed: Word.allCases.map(\.rawValue)))
    }
    return word
  }
}
