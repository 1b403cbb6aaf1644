import CRDT
import TestSupport
import Testing

@Suite struct TextDifferenceTests {
  /// The old text with the edits made by hand, from the end.
  private func applied(_ difference: TextDifference, to old: String) -> [Unicode.Scalar] {
    var scalars = Array(old.unicodeScalars)
    for edit in difference.edits.reversed() {
      scalars.replaceSubrange(
        edit.position..<edit.position + edit.deleted, with: edit.inserted.unicodeScalars)
    }
    return scalars
  }

  private func expect(
    from old: String, to new: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> TextDifference {
    let difference = TextDifference(from: old, to: new)
    #expect(
      applied(difference, to: old) == Array(new.unicodeScalars), sourceLocation: sourceLocation)
    for (one, next) in zip(difference.edits, difference.edits.dropFirst()) {
      #expect(one.position + one.deleted < next.position, sourceLocation: sourceLocation)
    }
    var document = Replicas(1)[0]
    try document.write(old, at: 0, in: TestPart.body())
    try document.apply(difference, at: TestPart.body())
    #expect(
      Array(document.string(at: TestPart.body()).utf8) == Array(new.utf8),
      sourceLocation: sourceLocation)
    return difference
  }

  @Test func `equal texts need no edit`() throws {
    for text in ["", "a", "one two\r\nthree", "👨\u{200D}👩"] {
      let difference = try expect(from: text, to: text)
      #expect(difference.edits.isEmpty)
      #expect(difference.wordsDeleted == 0 && difference.wordsInserted == 0)
    }
    // Equal to the eye is not equal.
    #expect(try expect(from: "caf\u{E9}", to: "cafe\u{301}").edits.count == 1)
  }

  @Test(arguments: [
    ("", "new"), ("old", ""), ("needs some help", "needs daily help"), ("a b c", "c b a"),
    ("one.", "one. two."), ("x\r\ny", "x\ny"), ("😀", "😀😀"), ("e\u{301}", "e"), ("  ", " "),
    ("a\u{2019}s b", "a's b"), ("one two three", "three"), ("one\n\ntwo", "one\n\n\ntwo"),
  ])
  func `the edits make the new text of the old`(old: String, new: String) throws {
    _ = try expect(from: old, to: new)
    _ = try expect(from: new, to: old)
  }

  @Test func `words are replaced whole and counted`() throws {
    let difference = try expect(
      from: "She needs some help with reading.", to: "She needs daily help with reading, often.")
    #expect(difference.wordsDeleted == 1)
    #expect(difference.wordsInserted == 2)
    #expect(
      difference.edits.map { "\($0.position) \($0.deleted) \($0.inserted)" }
        == ["10 4 daily", "32 0 , often"])
    let apostrophe = try expect(from: "the child's view", to: "the children\u{2019}s view")
    #expect(apostrophe.wordsDeleted == 1 && apostrophe.wordsInserted == 1)
    let spaces = try expect(from: "a  b", to: "a b")
    #expect(spaces.wordsDeleted == 0 && spaces.wordsInserted == 0)
    let number = try expect(from: "25 minutes", to: "30 minutes")
    #expect(number.wordsDeleted == 1 && number.wordsInserted == 1)
  }

  @Test(arguments: 1...60)
  func `random texts are turned into each other with no needless edit`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func text(_ alphabet: [String]) -> String {
      (0..<Int.random(in: 0...10, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? ""
      }.joined()
    }
    for _ in 0..<10 {
      // Signs stand alone, so each is one word to the comparison.
      let old = text([".", ",", "!", "?"])
      let new = text([".", ",", "!", "?"])
      let difference = try expect(from: old, to: new)
      let changed = difference.edits.reduce(0) {
        $0 + $1.deleted + $1.inserted.unicodeScalars.count
      }
      let least = least(Array(old.unicodeScalars), Array(new.unicodeScalars))
      #expect(changed == least, "seed \(seed): \(old) to \(new)")
      _ = try expect(
        from: text(["a", "b", " ", "é", "e\u{301}", "\r\n", "😀", "\u{200D}", "."]),
        to: text(["a", "b", " ", "é", "e\u{301}", "\r\n", "😀", "\u{200D}", "."]))
    }
  }

  /// The fewest signs to delete and insert, by trying every way.
  private func least(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar]) -> Int {
    var row = Array(0...new.count)
    for one in old {
      var next = [row[0] + 1]
      for (index, other) in new.enumerated() {
        next.append(one == other ? row[index] : min(row[index + 1], next[index]) + 1)
      }
      row = next
    }
    return row[new.count]
  }

  @Test func `two people's edits of one sentence merge word by word`() throws {
    let old = "needs some help with reading"
    var replicas = Replicas(2)
    try replicas[0].write(old, at: 0, in: TestPart.body())
    try replicas.exchange()
    try replicas[0].apply(
      TextDifference(from: old, to: "needs daily help with reading"), at: TestPart.body())
    try replicas[1].apply(
      TextDifference(from: old, to: "needs some help with reading and spelling"),
      at: TestPart.body())
    try replicas.exchange()
    #expect(replicas.agree)
    #expect(
      replicas[0].string(at: TestPart.body()) == "needs daily help with reading and spelling")
  }

  @Test func `a comparison with another text than the present one is refused whole`() throws {
    var document = Replicas(1)[0]
    try document.write("short", at: 0, in: TestPart.body())
    let saved = document.saved()
    let difference = TextDifference(from: "short and long", to: "shorter and longer")
    #expect(throws: DocumentError.outOfRange) {
      try document.apply(difference, at: TestPart.body())
    }
    #expect(document.saved() == saved)
  }

  @Test(.timeLimit(.minutes(1)))
  func `fifty changes in twenty thousand words are found one by one`() throws {
    var random = SeededGenerator(seed: 7)
    let words = (0..<20_000).map { _ in "w\(Int.random(in: 0..<500, using: &random))" }
    var changed = words
    for index in stride(from: 100, to: 20_000, by: 400) { changed[index] = "CHANGED" }
    let difference = TextDifference(
      from: words.joined(separator: " "), to: changed.joined(separator: " "))
    #expect(difference.wordsDeleted == 50)
    #expect(difference.wordsInserted == 50)
    #expect(
      applied(difference, to: words.joined(separator: " "))
        == Array(changed.joined(separator: " ").unicodeScalars))
  }

  @Test func `texts with little in common are still turned into each other`() throws {
    let old = (0..<1_500).map { "a\($0)" }.joined(separator: " ")
    let new = (0..<1_500).map { "b\($0)" }.joined(separator: "\n")
    let difference = try expect(from: "same " + old + " end", to: "same " + new + " end")
    #expect(difference.wordsDeleted == 1_500)
    #expect(difference.wordsInserted == 1_500)
  }
}
