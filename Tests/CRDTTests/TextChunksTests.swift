import CRDT
import TestSupport
import Testing

/// The cut of text into chunks is part of the format: a batch's digest depends on it.
struct TextChunksTests {
  private func chunks(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var chunks: [String] = []
    TextChunks.forEach(in: bytes) { range, scalars in
      let chunk = String(decoding: bytes[range], as: UTF8.self)
      #expect(chunk.unicodeScalars.count == scalars)
      chunks.append(chunk)
    }
    return chunks
  }

  @Test func `words and what stands between them are apart`() {
    #expect(chunks("") == [])
    #expect(chunks("Jack") == ["Jack"])
    #expect(
      chunks("Jack's 2 cats, Zoë’s.") == [
        "Jack", "'", "s", " ", "2", " ", "cats", ", ", "Zoë", "’", "s", ".",
      ])
    #expect(chunks("a\u{A0}b") == ["a", "\u{A0}", "b"])
    #expect(chunks("e\u{301}é") == ["e\u{301}é"])
    #expect(chunks("日本😀!") == ["日本😀", "!"])
  }

  @Test func `no chunk is longer than sixty-four scalars`() {
    let long = String(repeating: "é", count: 150)
    #expect(chunks(long).map(\.unicodeScalars.count) == [64, 64, 22])
    #expect(chunks(String(repeating: " ", count: 65)).map(\.count) == [64, 1])
  }
}
