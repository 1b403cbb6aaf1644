/// Phrases to be found in a text, by their first word: one look-up a word, however many phrases.
struct PhraseTable<Value: Sendable>: Sendable {
  /// The longest phrase of a first word comes first, so that "small group" wins over "small".
  private var entries: [String: [(phrase: [String], value: Value)]] = [:]

  /// Phrases are written in lower case with single spaces and no hyphens, as `ScannedText` folds.
  init(_ phrases: [(String, Value)]) {
    for (text, value) in phrases {
      let phrase = text.split(separator: " ").map(String.init)
      guard let first = phrase.first else { continue }
      entries[first, default: []].append((phrase, value))
    }
    for key in entries.keys {
      entries[key]?.sort { $0.phrase.count > $1.phrase.count }
    }
  }

  /// The longest phrase that begins at `index`, and the run of words it covers.
  func match(_ text: ScannedText, at index: Int) -> (run: Range<Int>, value: Value)? {
    guard let candidates = entries[text.text(index)] else { return nil }
    for (phrase, value) in candidates where text.matches(phrase, at: index) {
      return (index..<index + phrase.count, value)
    }
    return nil
  }
}

extension PhraseTable where Value == Bool {
  init(_ phrases: [String]) { self.init(phrases.map { ($0, true) }) }
}
