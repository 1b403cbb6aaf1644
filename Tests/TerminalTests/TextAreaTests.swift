import Terminal
import TestSupport
import Testing

struct TextAreaTests {
  /// Plays keys into an area that is shown 20 columns wide.
  private func play(_ keys: [Key], into area: inout TextArea) {
    for key in keys {
      _ = area.handle(key, wrapped: WrappedText(area.text, width: 20), rows: 5)
    }
  }

  @Test func `a text wraps at spaces, and long words where they must`() {
    let wrapped = WrappedText("reading single words aloudaloudaloud\n\nend", width: 10)
    #expect(
      (0..<wrapped.lineCount).map { wrapped.text(line: $0) }
        == ["reading ", "single ", "words ", "aloudaloud", "aloud", "", "end"])
  }

  @Test func `wide and combining signs take the columns they are shown in`() {
    let wrapped = WrappedText("漢字e\u{301}x", width: 10)
    #expect(wrapped.position(of: 1).column == 2)
    #expect(wrapped.position(of: 2).column == 4)
    #expect(wrapped.position(of: 4).column == 5)
    #expect(wrapped.boundary(after: 2) == 4)
    #expect(wrapped.boundary(before: 4) == 2)
    #expect(wrapped.offset(line: 0, column: 5) == 4)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `every offset stands somewhere, and is found again there`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = ["a", "b", " ", "\n", "漢", "e\u{301}", "\t", "\u{202E}", "👩‍👧"]
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 0...60, using: &random))
        .map { _ in letters.randomElement(using: &random) ?? "" }.joined()
      let wrapped = WrappedText(text, width: Int.random(in: 2...12, using: &random))
      var offset = 0
      while true {
        let place = wrapped.position(of: offset)
        #expect((0..<wrapped.lineCount).contains(place.line))
        let next = wrapped.boundary(after: offset)
        if next == offset { break }
        #expect(wrapped.boundary(before: next) == offset, "\(Array(text.unicodeScalars))")
        offset = next
      }
      #expect(offset == text.unicodeScalars.count)
    }
  }

  @Test func `undo takes back a word at a time, redo brings it again`() {
    var area = TextArea("")
    play("two words".map { .text(String($0)) }, into: &area)
    play([.control("u")], into: &area)
    #expect(area.text == "two ")
    play([.control("u")], into: &area)
    #expect(area.text == "")
    play([.control("r"), .control("r")], into: &area)
    #expect(area.text == "two words")
  }

  @Test func `others' words do not move the caret, nor are they undone`() {
    var area = TextArea("one three")
    play([.wordLeft] + "two ".map { .text(String($0)) }, into: &area)
    #expect(area.text == "one two three")
    _ = area.takePending()
    area.merge([
      TypedEdit(position: 0, deleted: 0, inserted: "zero "),
      TypedEdit(position: 18, deleted: 0, inserted: " four"),
    ])
    #expect(area.text == "zero one two three four")
    #expect(area.caret == 13)
    play([.control("u")], into: &area)
    #expect(area.text == "zero one three four")
  }

  @Test func `words come in at the caret without pushing it, and go from under it`() {
    var area = TextArea("ab")
    play([.left], into: &area)
    area.merge([TypedEdit(position: 1, deleted: 0, inserted: "XX")])
    #expect(area.caret == 1)
    area.merge([TypedEdit(position: 0, deleted: 4, inserted: "")])
    #expect(area.caret == 0)
    #expect(area.text == "")
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `the edits handed out make the same text elsewhere`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let keys: [Key] = [
      .text("a"), .text("漢"), .text(" "), .enter, .backspace, .delete, .left, .right, .up, .down,
      .wordLeft, .wordRight, .control("u"), .control("r"), .control("k"), .control("w"),
      .paste("two\nlines"), .home, .end,
    ]
    for _ in 0..<100 {
      var area = TextArea("The text at first, with words.")
      var copy = Array(area.text.unicodeScalars)
      func apply(_ edits: [TypedEdit]) {
        for edit in edits {
          copy.replaceSubrange(
            edit.position..<edit.position + edit.deleted, with: Array(edit.inserted.unicodeScalars))
        }
      }
      for _ in 0..<60 {
        play([keys.randomElement(using: &random) ?? .left], into: &area)
        if Int.random(in: 0..<4, using: &random) == 0 {
          apply(area.takePending())
          let position = Int.random(in: 0...copy.count, using: &random)
          let deleted = Int.random(in: 0...min(3, copy.count - position), using: &random)
          let other = [TypedEdit(position: position, deleted: deleted, inserted: "ÖÖ")]
          apply(other)
          area.merge(other)
        }
      }
      apply(area.takePending())
      #expect(copy == area.scalars)
      #expect((0...copy.count).contains(area.caret))
    }
  }
}
