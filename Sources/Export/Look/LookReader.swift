import Plan

extension Look {
  /// Reads a look from the files of its folder: `look.json`, the logo it names, and
  /// `letters/draft-plan.txt`, `letters/amendment-notice.txt`, `letters/final-plan.txt`, as far as they
  /// are there.
  ///
  /// - Parameter files: by path inside the folder.
  package static func read(files: [String: [UInt8]]) throws(LookError) -> Look {
    try LookReader(files: files).read()
  }

  /// The paths of letters, as a folder may have them.
  static let letterPaths = Letter.allCases.map { "letters/\($0.rawValue).txt" }
}

private struct LookReader {
  private static let main = "look.json"
  private static let lineLimit = 120
  private static let contactLimit = 6

  let files: [String: [UInt8]]

  func read() throws(LookError) -> Look {
    guard let bytes = files[Self.main] else { throw error(nil, "", .missingFile) }
    let root: JSONNode
    do { root = try JSONText.parse(bytes, limits: .init(bytes: 64 << 10)) } catch {
      throw self.error(error.position, "", .notJSON(error.problem))
    }
    let members = try object(root, "", ["name", "contact", "colours", "logo"])
    var look = Look()
    if let name = members["name"] { look.name = try line(name, "name") }
    if let contact = members["contact"] { look.contact = try lines(contact, "contact") }
    if let colours = members["colours"] {
      let colours = try object(colours, "colours", ["accent", "link"])
      look.accent = try colours["accent"].map(accent)
      look.link = try colours["link"].map(link)
    }
    var used: Set<String> = [Self.main]
    if let logo = members["logo"] {
      let (read, path) = try self.logo(logo)
      look.logo = read
      used.insert(path)
    }
    for letter in Look.Letter.allCases {
      let path = "letters/\(letter.rawValue).txt"
      used.insert(path)
      if let bytes = files[path] { look.letters[letter] = try text(bytes, path) }
    }
    for path in files.keys.sorted() where path.hasPrefix("letters/") && !used.contains(path) {
      throw LookError(
        file: path, position: nil, field: "", problem: .unusedFile(expected: Look.letterPaths))
    }
    return look
  }

  private func error(
    _ position: TextPosition?, _ field: String, _ problem: LookError.Problem
  ) -> LookError {
    LookError(file: Self.main, position: position, field: field, problem: problem)
  }

  // MARK: Values

  private func object(
    _ node: JSONNode, _ field: String, _ keys: [String]
  ) throws(LookError) -> [String: JSONNode] {
    guard case .object(let members) = node.content else {
      throw error(node.position, field, .wrongType(expected: "an object"))
    }
    var found: [String: JSONNode] = [:]
    for member in members {
      guard keys.contains(member.key) else {
        let path = field.isEmpty ? member.key : "\(field).\(member.key)"
        throw error(member.keyPosition, path, .unknownKey(allowed: keys))
      }
      found[member.key] = member.node
    }
    return found
  }

  private func line(_ node: JSONNode, _ field: String) throws(LookError) -> String {
    guard case .string(let text) = node.content else {
      throw error(node.position, field, .wrongType(expected: "a text"))
    }
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw error(node.position, field, .empty)
    }
    let isClean = VisibleText(text).description.utf8.elementsEqual(text.utf8)
    guard text.utf8.count <= Self.lineLimit, isClean else {
      throw error(node.position, field, .badLine(limit: Self.lineLimit))
    }
    return text
  }

  private func lines(_ node: JSONNode, _ field: String) throws(LookError) -> [String] {
    guard case .array(let elements) = node.content else {
      throw error(node.position, field, .wrongType(expected: "a list of lines"))
    }
    guard elements.count <= Self.contactLimit else {
      throw error(node.position, field, .tooManyLines(limit: Self.contactLimit))
    }
    var lines: [String] = []
    for (index, element) in elements.enumerated() {
      lines.append(try line(element, "\(field)[\(index)]"))
    }
    return lines
  }

  private func accent(_ node: JSONNode) throws(LookError) -> Colour {
    try colour(node, "colours.accent")
  }

  private func link(_ node: JSONNode) throws(LookError) -> Colour {
    try colour(node, "colours.link")
  }

  private func colour(_ node: JSONNode, _ field: String) throws(LookError) -> Colour {
    guard case .string(let text) = node.content, let colour = Colour(text) else {
      throw error(node.position, field, .notAColour)
    }
    let contrast = colour.contrast(with: .white)
    guard contrast >= Colour.leastContrast else {
      throw error(
        node.position, field, .tooPale(contrast: contrast, nearest: colour.readableOnWhite))
    }
    return colour
  }

  private func logo(_ node: JSONNode) throws(LookError) -> (Look.Logo, path: String) {
    let members = try object(node, "logo", ["file", "description"])
    guard let file = members["file"] else {
      throw error(node.position, "logo.file", .empty)
    }
    let path = try line(file, "logo.file")
    guard let description = members["description"] else {
      throw error(node.position, "logo.description", .empty)
    }
    let words = try line(description, "logo.description")
    guard let bytes = files[path] else {
      throw LookError(file: path, position: nil, field: "", problem: .missingFile)
    }
    guard let picture = Picture(bytes) else {
      throw LookError(file: path, position: nil, field: "", problem: .badPicture)
    }
    return (Look.Logo(picture: picture, description: words), path)
  }

  private func text(_ bytes: [UInt8], _ path: String) throws(LookError) -> LetterText {
    func error(_ position: TextPosition?, _ problem: LookError.Problem) -> LookError {
      LookError(file: path, position: position, field: "", problem: problem)
    }
    guard bytes.count <= LetterText.byteLimit else {
      throw error(nil, .tooLong(limit: LetterText.byteLimit))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw error(nil, .notUTF8) }
    do { return try LetterText(text) } catch {
      switch error {
      case .unknownPlaceholder(let name, let position):
        let allowed = LetterText.Placeholder.allCases.map { "{\($0.rawValue)}" }
        throw LookError(
          file: path, position: position, field: "",
          problem: .unknownPlaceholder(name, allowed: allowed))
      case .unclosedPlaceholder(let position):
        throw LookError(file: path, position: position, field: "", problem: .unclosedPlaceholder)
      case .strayBrace(let position):
        throw LookError(file: path, position: position, field: "", problem: .strayBrace)
      }
    }
  }
}
