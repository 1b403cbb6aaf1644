/// A field's text cut into words and sentences, once, for every rule to read.
///
/// Hyphens inside a compound are dropped, so that "small-group" and "small group" read alike, and a
/// possessive is two words (`sam`, `'s`). O(length).
struct ScannedText: Sendable {
  let words: [Word]
  /// The words of each sentence, as indices into `words`.
  let sentences: [Range<Int>]
  /// Words longer than their term can spell out.
  private let longWords: [Int: String]

  init(_ text: String) {
    var scanner = TextScanner(text)
    scanner.run()
    words = scanner.words
    longWords = scanner.longWords
    var sentences: [Range<Int>] = []
    var start = 0
    for index in words.indices
    where index + 1 == words.count || words[index + 1].sentence != words[index].sentence {
      sentences.append(start..<index + 1)
      start = index + 1
    }
    self.sentences = sentences
  }

  var isEmpty: Bool { words.isEmpty }

  /// The folded word at `index`; empty outside the text, so that looking round needs no check.
  func term(_ index: Int) -> Term {
    words.indices.contains(index) ? words[index].term : .none
  }

  /// The folded word at `index`, letter by letter; empty outside the text.
  func spelling(_ index: Int) -> String { term(index).spelling ?? longWords[index] ?? "" }

  /// "XXX", "xx": crosses and nothing else.
  func isCrosses(_ index: Int) -> Bool {
    let cross = UInt8(ascii: "x")
    return term(index).first == cross && term(index).length >= 2
      && spelling(index).utf8.allSatisfy { $0 == cross }
  }

  func word(_ index: Int) -> Word? { words.indices.contains(index) ? words[index] : nil }

  /// Whether the words from `index` on are `phrase`.
  func matches(_ phrase: [Term], at index: Int) -> Bool {
    guard index >= 0, index + phrase.count <= words.count else { return false }
    for offset in phrase.indices where words[index + offset].term != phrase[offset] {
      return false
    }
    return true
  }

  /// Whether both words stand in one sentence.
  func inSameSentence(_ first: Int, _ second: Int) -> Bool {
    words.indices.contains(first) && words.indices.contains(second)
      && words[first].sentence == words[second].sentence
  }

  /// The scalars that a run of words covers.
  func scalars(of run: Range<Int>) -> Range<Int> {
    guard let first = word(run.lowerBound), let last = word(run.upperBound - 1),
      first.range.lowerBound <= last.range.upperBound
    else { return 0..<0 }
    return first.range.lowerBound..<last.range.upperBound
  }

  /// How many words and numbers there are, marks left out.
  var wordCount: Int { words.reduce(0) { $0 + ($1.kind == .mark ? 0 : 1) } }
}
