/// One place where words stand, or once stood, in a part.
package struct Occurrence: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// In the present text.
    case shown
    /// In what was deleted, in part at least, or stood apart when it was typed.
    case deleted
    /// In a value that was written to a register, now or once.
    case value
  }

  package let address: ObjectAddress
  package let kind: Kind
  /// The events whose content the words are; of a value, the one that wrote all of it.
  package let events: [Erasure]
}

extension Document {
  /// Everywhere the words were ever written here: in texts as they stand, in texts with what was
  /// deleted, in texts in the order of typing, and in all values registers ever held. Whole words
  /// only, since nothing less can be erased.
  ///
  /// Words that were never together, in none of these orders, are not found: the parts of a name typed
  /// into two fields, say.
  ///
  /// - Complexity: O(history).
  package func occurrences(of words: String, ignoringCase: Bool = false) -> [Occurrence] {
    let wanted = Words(words, ignoringCase: ignoringCase)
    guard !wanted.scalars.isEmpty else { return [] }
    var found: [Occurrence] = []
    for object in 0..<objects.count where objects.kind(object) == .text {
      let address = address(ofObject: object)
      found += Self.occurrences(of: wanted, in: textHistory(at: address), at: address)
    }
    let log = wholeLog()
    for index in 0..<log.runs where log.kind(index) == .write {
      let run = log.run(index)
      guard objects.kind(run.object) == .register, case .text(let text) = log.values[run.payload],
        !wanted.matches(in: Words(text, ignoringCase: ignoringCase).scalars).isEmpty
      else { continue }
      let event = event(at: run.start)
      found.append(
        Occurrence(
          address: address(ofObject: run.object), kind: .value,
          events: [Erasure(agent: event.agent, events: event.sequence..<event.sequence + 1)]))
    }
    return found
  }

  private static func occurrences(
    of wanted: Words, in history: TextHistory, at address: ObjectAddress
  ) -> [Occurrence] {
    var found: [Occurrence] = []
    var known = Set<[Erasure]>()
    let typed = history.runs.sorted { $0.first < $1.first }
    let orders: [([TextHistory.Run], Occurrence.Kind)] = [
      (history.runs.filter(\.isVisible), .shown), (history.runs, .deleted), (typed, .deleted),
    ]
    for (runs, kind) in orders {
      var scalars: [UInt32] = []
      for run in runs { scalars += Words(run.text, ignoringCase: wanted.ignoresCase).scalars }
      for match in wanted.matches(in: scalars) {
        let events = Self.events(match, of: runs)
        if known.insert(events).inserted {
          found.append(Occurrence(address: address, kind: kind, events: events))
        }
      }
    }
    return found
  }

  /// The events of the scalars at `range` of the runs' text.
  private static func events(_ range: Range<Int>, of runs: [TextHistory.Run]) -> [Erasure] {
    var events: [Erasure] = []
    var start = 0
    for run in runs {
      let clipped = range.clamped(to: start..<start + run.length)
      if !clipped.isEmpty {
        let first = run.first.sequence + UInt64(clipped.lowerBound - start)
        events.append(
          Erasure(agent: run.first.agent, events: first..<first + UInt64(clipped.count)))
      }
      start += run.length
      if start >= range.upperBound { break }
    }
    return Erasure.joined(events)
  }
}

extension Excerpt {
  /// The events of every place in the text where these words stand as whole words.
  package func events(of words: String, ignoringCase: Bool = false) -> [Erasure] {
    let wanted = Words(words, ignoringCase: ignoringCase)
    if wanted.scalars.isEmpty { return [] }
    let matches = wanted.matches(in: Words(text, ignoringCase: ignoringCase).scalars)
    var events: [Erasure] = []
    var start = 0
    for span in textEvents {
      for match in matches {
        let part = match.clamped(to: start..<start + span.count)
        if part.isEmpty { continue }
        let first = span.first.sequence + UInt64(part.lowerBound - start)
        events.append(
          Erasure(agent: span.first.agent, events: first..<first + UInt64(part.count)))
      }
      start += span.count
    }
    return Erasure.joined(events)
  }
}

/// Words to look for, or to look in, scalar by scalar.
private struct Words {
  let scalars: [UInt32]
  let ignoresCase: Bool

  init(_ text: String, ignoringCase: Bool) {
    ignoresCase = ignoringCase
    scalars = text.unicodeScalars.map { scalar in
      guard ignoringCase else { return scalar.value }
      // Only where upper and lower case are one scalar each: the text's length must stay.
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first?.value ?? scalar.value : scalar.value
    }
  }

  /// Where these words stand in `text` as whole words.
  func matches(in text: [UInt32]) -> [Range<Int>] {
    guard let first = scalars.first, let last = scalars.last, scalars.count <= text.count else {
      return []
    }
    var matches: [Range<Int>] = []
    for start in 0...(text.count - scalars.count) where text[start] == first {
      let end = start + scalars.count
      guard text[start..<end].elementsEqual(scalars) else { continue }
      let joinsBefore =
        start > 0 && TextChunks.isPartOfWord(first) && TextChunks.isPartOfWord(text[start - 1])
      let joinsAfter =
        end < text.count && TextChunks.isPartOfWord(last) && TextChunks.isPartOfWord(text[end])
      if !joinsBefore, !joinsAfter { matches.append(start..<end) }
    }
    return matches
  }
}
