import Plan
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) throws(JSONError) -> JSONNode {
    try JSONText.parse(Array(text.utf8))
  }

  private func problem(_ text: String) -> JSONError? {
    do {
      _ = try parse(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func `every kind of value is read, and objects keep their order`() throws {
    let node = try parse(
      #" {"z":[null,true,false,-12,0.5,1e3,9223372036854775807],"a":"","m":{}} "#)
    #expect(
      node.value == [
        "z": [nil, true, false, -12, 0.5, 1000.0, 9_223_372_036_854_775_807], "a": "", "m": [:],
      ])
    #expect(
      node.value.text()
        == #"{"z":[null,true,false,-12,0.5,1000.0,9223372036854775807],"a":"","m":{}}"#)
  }

  @Test func `positions count lines and scalars from one, whatever ends a line`() throws {
    let node = try parse("{\r\n  \"é🙂\": 1,\r\"b\":\n   [true]}")
    guard case .object(let members) = node.content, members.count == 2,
      case .array(let elements) = members[1].node.content
    else {
      Issue.record("not the shape that was written")
      return
    }
    #expect(members[0].keyPosition == TextPosition(line: 2, column: 3))
    #expect(members[0].node.position == TextPosition(line: 2, column: 9))
    #expect(members[1].keyPosition == TextPosition(line: 3, column: 1))
    #expect(elements[0].position == TextPosition(line: 4, column: 5))
  }

  @Test func `escapes and surrogate pairs become the characters they stand for`() throws {
    let node = try parse(#""\"\\\/\b\f\n\r\té\ud83d\ude42\u0000""#)
    #expect(node.content == .string("\"\\/\u{08}\u{0C}\n\r\té🙂\u{0}"))
  }

  @Test(arguments: [
    ("", JSONError.Problem.unexpectedEnd, 1, 1),
    ("[1,\n]", .trailingComma, 2, 1),
    ("{\"a\":1,}", .trailingComma, 1, 8),
    ("{\"a\":1,\n \"\\u0061\":2}", .duplicateKey("a"), 2, 2),
    ("[1] x", .trailingContent, 1, 5),
    ("[1 2]", .unexpected("2", expected: .commaOrArrayEnd), 1, 4),
    ("{a:1}", .unexpected("a", expected: .keyOrEnd), 1, 2),
    ("{\"a\" 1}", .unexpected("1", expected: .colon), 1, 6),
    ("{\"a\":1 \"b\":2}", .unexpected("\"", expected: .commaOrObjectEnd), 1, 8),
    ("[é]", .unexpected("é", expected: .value), 1, 2),
    ("nul", .unexpected("n", expected: .value), 1, 1),
    ("012", .invalidNumber, 1, 2),
    ("-", .unexpectedEnd, 1, 2),
    ("1.x", .invalidNumber, 1, 3),
    ("1e999", .numberOutOfRange, 1, 1),
    ("\"\t\"", .controlCharacter(9), 1, 2),
    (#""\x""#, .invalidEscape, 1, 2),
    (#""\u00g0""#, .invalidEscape, 1, 2),
    (#""\ud83d""#, .loneSurrogate, 1, 2),
    (#""\ude42""#, .loneSurrogate, 1, 2),
    (#""\ud83dA""#, .loneSurrogate, 1, 2),
    ("\"abc", .unexpectedEnd, 1, 5),
  ])
  func `what is not JSON is refused where it stands`(
    text: String, expected: JSONError.Problem, line: Int, column: Int
  ) {
    #expect(
      problem(text)
        == JSONError(position: TextPosition(line: line, column: column), problem: expected))
  }

  @Test func `invalid UTF-8 is found on its line`() {
    #expect(
      throws: JSONError(position: TextPosition(line: 2, column: 2), problem: .invalidUTF8)
    ) {
      try JSONText.parse(Array("[\n".utf8) + [0x22, 0xC3, 0x28, 0x22, 0x5D])
    }
  }

  @Test func `length, depth and number of values are bounded`() throws {
    func deep(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(deep(32))
    #expect(problem(deep(33))?.problem == .tooDeep(limit: 32))
    #expect(problem(String(repeating: "[", count: 1 << 20))?.problem == .tooDeep(limit: 32))
    #expect(throws: JSONError.self) {
      try JSONText.parse(Array("[1,2,3]".utf8), limits: JSONText.Limits(values: 3))
    }
    #expect(throws: JSONError.self) {
      try JSONText.parse(Array("[1,2,3]".utf8), limits: JSONText.Limits(bytes: 6))
    }
  }

  @Test func `text cut or changed at any byte is read or refused, never a trap`() throws {
    let whole = Array(#"{"a":[1,-2.5e+3,"\ud83d\ude42é",true,null],"b":{"c":"\n"}}"#.utf8)
    for end in whole.indices { _ = try? JSONText.parse(Array(whole[..<end])) }
    for index in whole.indices {
      for bit in 0..<8 {
        var changed = whole
        changed[index] ^= 1 << bit
        _ = try? JSONText.parse(changed)
      }
    }
  }

  @Test func `the writer escapes what hides, and its text reads back as the same value`() throws {
    let value: JSONValue = [
      "quote\"": "\\ \n\r\t\u{1}\u{7F}\u{202E}é🙂", "list": [1, [], [:], ["x": nil]],
    ]
    #expect(
      value.text() == #"{"quote\"":"\\ \n\r\t\u0001\u007f\u202eé🙂","list":[1,[],{},{"x":null}]}"#)
    #expect(
      value.text(.indented) == #"""
        {
          "quote\"": "\\ \n\r\t\u0001\u007f\u202eé🙂",
          "list": [
            1,
            [],
            {},
            {
              "x": null
            }
          ]
        }
        """#)
    #expect(try parse(value.text()).value == value)
    #expect(try parse(value.text(.indented)).value == value)
    #expect(JSONValue.decimal(.infinity).text() == "null")
  }
}
