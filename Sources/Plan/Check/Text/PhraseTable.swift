/// Phrases to be found in a text, by their first word: one look-up a word, however many phrases.
struct PhraseTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    let phrase: [Term]
    let value: Value
  }

  /// The longest phrase of a first word comes first, so that "small group" wins over "small".
  private let entries: TermTable<[Entry]>

  /// Phrases are written in lower case with single spaces and no hyphens, as `ScannedText` folds.
  init(_ phrases: [(String, Value)]) {
    self.init(phrases.map { text, value in (text.split(separator: " ").map { Term($0) }, value) })
  }

  init(_ phrases: [(phrase: [Term], value: Value)]) {
    var byFirst: [Term: [Entry]] = [:]
    for (phrase, value) in phrases {
      guard let first = phrase.first else { continue }
      byFirst[first, default: []].append(Entry(phrase: phrase, value: value))
    }
    entries = TermTable(
      byFirst.map { first, entries in
        (first, entries.sorted { $0.phrase.count > $1.phrase.count })
      })
  }

  /// The longest phrase that begins at `index`, and the run of words it covers.
  func match(_ text: ScannedText, at index: Int) -> (run: Range<Int>, value: Value)? {
    guard let candidates = entries[text.term(index)] else { return nil }
    for entry in candidates where text.matches(entry.phrase, at: index) {
      return (index..<index + entry.phrase.count, entry.value)
    }
    return nil
  }
}

extension PhraseTable where Value == Bool {
  init(_ phrases: [String]) { self.init(phrases.map { ($0, true) }) }
  init(_ phrases: [[Term]]) { self.init(phrases.map { (phrase: $0, value: true) }) }
}
