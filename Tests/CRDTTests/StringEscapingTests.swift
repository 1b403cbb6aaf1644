import CRDT
import TestSupport
import Testing

struct StringEscapingTests {
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "é": "e\u{301}"
    case "😀": ""
    default: nil
    }
  }

  /// The same, scalar by scalar.
  private static func slowly(_ text: String) -> String {
    var result = "<"
    for scalar in text.unicodeScalars {
      if let escaped = escape(scalar) {
        result += escaped
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  @Test(arguments: [
    "", "plain", "&", "a&b", "&&", "é", "naïve café & 😀😀 tea\u{301}\r\n", "\u{301}&", "漢字&é",
  ])
  func `escaping in runs gives what escaping each scalar gives`(text: String) {
    var escaped = "<"
    escaped.append(text, escaping: Self.escape)
    #expect(Array(escaped.utf8) == Array(Self.slowly(text).utf8))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `escaping in runs agrees on random texts`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let text = String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          "ab &é😀\u{301}漢\r\n".randomElement(using: &random) ?? " "
        })
      var escaped = "<"
      escaped.append(text, escaping: Self.escape)
      #expect(Array(escaped.utf8) == Array(Self.slowly(text).utf8))
    }
  }
}
