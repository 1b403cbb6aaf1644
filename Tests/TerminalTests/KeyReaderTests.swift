import Terminal
import TestSupport
import Testing

struct KeyReaderTests {
  private func keys(_ bytes: String) -> [Key] {
    var reader = KeyReader()
    return reader.receive(Array(bytes.utf8)) + reader.flush()
  }

  @Test func `letters, control keys and sequences are keys`() {
    #expect(keys("aé漢") == [.text("a"), .text("é"), .text("漢")])
    #expect(keys("\r\t\u{7F}\u{15}") == [.enter, .tab, .backspace, .control("u")])
    #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[Z") == [.up, .down, .wordRight, .backTab])
    #expect(keys("\u{1B}[3~\u{1B}[5~\u{1B}[H\u{1B}OF") == [.delete, .pageUp, .home, .end])
    #expect(keys("\u{1B}b") == [.alt("b")])
  }

  @Test func `an escape alone is a key once nothing follows it`() {
    var reader = KeyReader()
    #expect(reader.receive([0x1B]) == [])
    #expect(reader.isWaiting)
    #expect(reader.flush() == [.escape])
    #expect(reader.receive([0x1B]) == [])
    #expect(reader.receive(Array("[B".utf8)) == [.down])
  }

  @Test func `a paste is one key, with line feeds, whatever is in it`() {
    #expect(
      keys("x\u{1B}[200~a\rb\r\nc\u{1B}[A\u{1B}[201~y")
        == [.text("x"), .paste("a\nb\nc\u{1B}[A"), .text("y")])
  }

  @Test func `what is no key is passed over`() {
    #expect(keys("\u{1B}[99~a\u{1B}[<1;2;3Mb") == [.text("a"), .text("b")])
    var reader = KeyReader()
    #expect(reader.receive([0xC3, 0x28, 0xFF, 0x61]) == [.text("("), .text("a")])
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `keys do not depend on how the bytes arrive`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "é", "漢", "\r", "\u{1B}[A", "\u{1B}OB", "\u{1B}[1;5C",
      "\u{1B}[200~p\rq\u{1B}[20\u{1B}[201~",
      "\u{1B}[3~", "\u{3}",
    ]
    for _ in 0..<200 {
      let text = (0..<8).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let bytes = Array(text.utf8)
      var whole = KeyReader()
      let expected = whole.receive(bytes)
      var reader = KeyReader()
      var found: [Key] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...3, using: &random)
        found += reader.receive(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(found == expected, "\(Array(text.unicodeScalars))")
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `any bytes at all are taken`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var reader = KeyReader()
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        Bool.random(using: &random) ? 0x1B : UInt8.random(in: 0...255, using: &random)
      }
      _ = reader.receive(bytes)
      if Bool.random(using: &random) { _ = reader.flush() }
    }
  }
}
