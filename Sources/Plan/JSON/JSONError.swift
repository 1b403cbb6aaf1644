/// Why a text is not the JSON we read, and where.
package struct JSONError: Error, Hashable, Sendable {
  package var position: TextPosition
  package var problem: Problem

  package init(position: TextPosition, problem: Problem) {
    self.position = position
    self.problem = problem
  }

  /// What is wrong. The cases carry data, so that a program can act on them.
  package enum Problem: Hashable, Sendable {
    case tooLong(bytes: Int, limit: Int)
    case tooDeep(limit: Int)
    case tooManyValues(limit: Int)
    case invalidUTF8
    case unexpectedEnd
    /// Something else stands where one of `expected` should.
    case unexpected(Unicode.Scalar, expected: Expectation)
    case trailingComma
    /// Text after the one value that a file holds.
    case trailingContent
    case duplicateKey(String)
    case controlCharacter(UInt8)
    case invalidEscape
    /// Half of a surrogate pair: no character of its own (RFC 8259 section 8.2).
    case loneSurrogate
    case invalidNumber
    case numberOutOfRange
  }

  package enum Expectation: String, Hashable, Sendable {
    case value = "a value"
    case keyOrEnd = "a key in double quotes, or }"
    case key = "a key in double quotes"
    case colon = ":"
    case commaOrObjectEnd = ", or }"
    case commaOrArrayEnd = ", or ]"
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { "\(position): \(problem)" }
}

extension JSONError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let bytes, let limit): "\(bytes) bytes; at most \(limit) are read"
    case .tooDeep(let limit): "nested more than \(limit) deep"
    case .tooManyValues(let limit): "more than \(limit) values"
    case .invalidUTF8: "not valid UTF-8"
    case .unexpectedEnd: "the file ends in the middle of a value"
    case .unexpected(let scalar, let expected):
      "found \(Self.name(scalar)) where \(expected.rawValue) should be"
    case .trailingComma: "a comma with nothing after it"
    case .trailingContent: "more text after the end of the value"
    case .duplicateKey(let key): "the key \(JSONValue.string(key).text()) stands twice"
    case .controlCharacter(let byte):
      "a control character (\(byte)) inside a string; write it as \\n, \\t or \\u00…"
    case .invalidEscape:
      #"no such escape; allowed are \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits"#
    case .loneSurrogate: "half of a surrogate pair, which is no character"
    case .invalidNumber: "not a number as JSON writes it"
    case .numberOutOfRange: "a number too large to hold"
    }
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    JSONValue.string(String(Character(scalar))).text()
  }
}
