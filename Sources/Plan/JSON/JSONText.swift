/// Reads JSON (RFC 8259) from bytes that nobody has vouched for.
///
/// Refused beyond what the RFC refuses: duplicate keys, numbers out of range, and whatever passes
/// the limits. A byte order mark at the start is skipped, for some editors write one. Never traps;
/// O(bytes) in time and memory.
package struct JSONText {
  /// What a text may not exceed.
  package struct Limits: Sendable {
    package var bytes: Int
    /// How many arrays and objects may stand inside one another.
    package var depth: Int
    /// How many values of any kind: what a few bytes (`[[],[],…`) could blow up in memory.
    package var values: Int

    package init(bytes: Int = 4 << 20, depth: Int = 32, values: Int = 200_000) {
      self.bytes = bytes
      self.depth = depth
      self.values = values
    }
  }

  private let bytes: [UInt8]
  private let limits: Limits
  private var offset = 0
  private var line = 1
  /// The column of `offset`, counted from 1, in scalars.
  private var column = 1
  private var depth = 0
  private var valueCount = 0

  private init(_ bytes: [UInt8], limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The one value that `bytes` hold.
  package static func parse(
    _ bytes: [UInt8], limits: Limits = Limits()
  ) throws(JSONError) -> JSONNode {
    guard bytes.count <= limits.bytes else {
      throw JSONError(
        position: TextPosition(line: 1, column: 1),
        problem: .tooLong(bytes: bytes.count, limit: limits.bytes))
    }
    var reader = JSONText(bytes, limits: limits)
    try reader.checkUTF8()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.offset = 3 }
    reader.skipSpace()
    let node = try reader.readValue()
    reader.skipSpace()
    if reader.offset < bytes.count { throw reader.error(.trailingContent) }
    return node
  }

  // MARK: Bytes

  /// Once the whole is known to be UTF-8, every later step may work on single bytes.
  private mutating func checkUTF8() throws(JSONError) {
    if String(validating: bytes, as: UTF8.self) != nil { return }
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    while case .valid(let scalar) = parser.parseScalar(from: &rest) {
      for _ in scalar where offset < bytes.count { advance() }
    }
    throw error(.invalidUTF8)
  }

  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func advance() {
    let current = bytes[offset]
    offset += 1
    let endsLine = current == 0x0A || (current == 0x0D && byte != 0x0A)
    if endsLine {
      line += 1
      column = 1
    } else if byte.map({ $0 & 0xC0 != 0x80 }) ?? true {
      column += 1  // Only a scalar's last byte moves the column.
    }
  }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { advance() }
  }

  private var position: TextPosition { TextPosition(line: line, column: column) }

  private func error(_ problem: JSONError.Problem) -> JSONError {
    JSONError(position: position, problem: problem)
  }

  private func unexpected(_ expected: JSONError.Expectation) -> JSONError {
    guard offset < bytes.count else { return error(.unexpectedEnd) }
    let rest = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
    return error(.unexpected(rest.unicodeScalars.first ?? "\u{FFFD}", expected: expected))
  }

  // MARK: Values

  private mutating func readValue() throws(JSONError) -> JSONNode {
    valueCount += 1
    guard valueCount <= limits.values else { throw error(.tooManyValues(limit: limits.values)) }
    let start = position
    let content: JSONNode.Content
    switch byte {
    case UInt8(ascii: "{"): content = .object(try readMembers())
    case UInt8(ascii: "["): content = .array(try readElements())
    case UInt8(ascii: "\""): content = .string(try readString())
    case UInt8(ascii: "t"): content = try readWord("true", as: .bool(true))
    case UInt8(ascii: "f"): content = try readWord("false", as: .bool(false))
    case UInt8(ascii: "n"): content = try readWord("null", as: .null)
    case UInt8(ascii: "-"): content = try readNumber()
    case let digit? where Self.isDigit(digit): content = try readNumber()
    default: throw unexpected(.value)
    }
    return JSONNode(position: start, content: content)
  }

  /// Steps over an opening bracket.
  private mutating func enter() throws(JSONError) {
    guard depth < limits.depth else { throw error(.tooDeep(limit: limits.depth)) }
    depth += 1
    advance()
    skipSpace()
  }

  /// Steps over a closing bracket, if that is what comes next.
  private mutating func leave(_ bracket: Unicode.Scalar) -> Bool {
    guard take(bracket) else { return false }
    depth -= 1
    return true
  }

  private mutating func readElements() throws(JSONError) -> [JSONNode] {
    try enter()
    var elements: [JSONNode] = []
    if leave("]") { return elements }
    while true {
      elements.append(try readValue())
      skipSpace()
      if leave("]") { return elements }
      guard take(",") else { throw unexpected(.commaOrArrayEnd) }
      skipSpace()
      if byte == UInt8(ascii: "]") { throw error(.trailingComma) }
    }
  }

  private mutating func readMembers() throws(JSONError) -> [JSONNode.Member] {
    try enter()
    var members: [JSONNode.Member] = []
    var seen: Set<[UInt8]> = []
    if leave("}") { return members }
    while true {
      let keyPosition = position
      guard byte == UInt8(ascii: "\"") else {
        throw unexpected(members.isEmpty ? .keyOrEnd : .key)
      }
      let key = try readString()
      guard seen.insert(Array(key.utf8)).inserted else {
        throw JSONError(position: keyPosition, problem: .duplicateKey(key))
      }
      skipSpace()
      guard take(":") else { throw unexpected(.colon) }
      skipSpace()
      members.append(
        JSONNode.Member(key: key, keyPosition: keyPosition, node: try readValue()))
      skipSpace()
      if leave("}") { return members }
      guard take(",") else { throw unexpected(.commaOrObjectEnd) }
      skipSpace()
      if byte == UInt8(ascii: "}") { throw error(.trailingComma) }
    }
  }

  /// Steps over `ascii` if it is next.
  private mutating func take(_ ascii: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: ascii) else { return false }
    advance()
    return true
  }

  private mutating func readWord(
    _ word: StaticString, as content: JSONNode.Content
  ) throws(JSONError) -> JSONNode.Content {
    let end = offset + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[offset..<end].elementsEqual("\(word)".utf8) else {
      throw unexpected(.value)
    }
    while offset < end { advance() }
    return content
  }

  // MARK: Numbers

  private mutating func readNumber() throws(JSONError) -> JSONNode.Content {
    let start = offset
    let startPosition = position
    var isInteger = true
    _ = take("-")
    if !take("0") { try skipDigits() }
    if take(".") {
      isInteger = false
      try skipDigits()
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      try skipDigits()
    }
    if let byte, Self.isDigit(byte) {
      throw error(.invalidNumber)  // A leading zero, as in 012.
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isInteger, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(position: startPosition, problem: .numberOutOfRange)
    }
    return .decimal(value)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private mutating func skipDigits() throws(JSONError) {
    let start = offset
    while let byte, Self.isDigit(byte) { advance() }
    guard offset > start else { throw error(byte == nil ? .unexpectedEnd : .invalidNumber) }
  }

  // MARK: Strings

  private mutating func readString() throws(JSONError) -> String {
    advance()
    var content: [UInt8] = []
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        advance()
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        content.append(contentsOf: Array(String(Character(try readEscape())).utf8))
      case 0x00..<0x20:
        throw error(.controlCharacter(byte))
      default:
        content.append(byte)
        advance()
      }
    }
    throw error(.unexpectedEnd)
  }

  private mutating func readEscape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    advance()
    guard let letter = byte else { throw error(.unexpectedEnd) }
    advance()
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readUnicodeEscape(from: start)
    default: throw JSONError(position: start, problem: .invalidEscape)
    }
  }

  private mutating func readUnicodeEscape(
    from start: TextPosition
  ) throws(JSONError) -> Unicode.Scalar {
    let first = try readHexadecimal(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Not a scalar: a surrogate. A high one must be followed at once by an escaped low one.
    guard first < 0xDC00, take("\\"), take("u") else {
      throw JSONError(position: start, problem: .loneSurrogate)
    }
    let second = try readHexadecimal(from: start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw JSONError(position: start, problem: .loneSurrogate) }
    return scalar
  }

  private mutating func readHexadecimal(from start: TextPosition) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte else { throw error(.unexpectedEnd) }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
      default: throw JSONError(position: start, problem: .invalidEscape)
      }
      advance()
    }
    return value
  }
}
