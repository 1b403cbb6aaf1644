import CRDT

/// Removals and insertions in one text, all in positions of the text as it is before any of them.
struct TextRewrite {
  private var removals: [Range<Int>] = []
  private var insertions: [(position: Int, text: String)] = []

  /// What is removed twice is removed once.
  mutating func remove(_ range: Range<Int>) {
    if !range.isEmpty { removals.append(range) }
  }

  /// Of insertions at one position the earlier call's comes first.
  ///
  /// - Returns: the insertion's index among the answers of ``apply(to:at:)``.
  @discardableResult
  mutating func insert(_ text: String, at position: Int) -> Int {
    insertions.append((position, text))
    return insertions.count - 1
  }

  /// Makes the edits, from the text's end to its beginning, so that no position moves under another.
  ///
  /// - Returns: the first event of each insertion; nil for an empty one.
  func apply(
    to document: inout Document, at address: ObjectAddress
  ) throws(DocumentError) -> [EventID?] {
    var first = [EventID?](repeating: nil, count: insertions.count)
    if removals.isEmpty && insertions.allSatisfy({ $0.text.isEmpty }) { return first }
    let text = try document.text(at: address)
    var pieces = pieces
    for index in insertions.indices.sorted(by: isAfter) {
      let insertion = insertions[index]
      while let piece = pieces.last, piece.lowerBound >= insertion.position {
        try document.delete(at: piece.lowerBound, length: piece.count, in: text)
        pieces.removeLast()
      }
      if insertion.text.isEmpty { continue }
      first[index] = document.nextEvent
      try document.insert(insertion.text, at: insertion.position, in: text)
    }
    for piece in pieces.reversed() {
      try document.delete(at: piece.lowerBound, length: piece.count, in: text)
    }
    return first
  }

  private func isAfter(_ one: Int, _ other: Int) -> Bool {
    (insertions[one].position, one) > (insertions[other].position, other)
  }

  /// The removals in ascending order, none overlapping another, cut where something is inserted.
  private var pieces: [Range<Int>] {
    let cuts = insertions.map(\.position).sorted()
    var pieces: [Range<Int>] = []
    var end = 0
    for removal in removals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      var low = max(removal.lowerBound, end)
      for cut in cuts where cut > low && cut < removal.upperBound {
        pieces.append(low..<cut)
        low = cut
      }
      if low < removal.upperBound { pieces.append(low..<removal.upperBound) }
      end = max(end, removal.upperBound)
    }
    return pieces
  }
}

extension Document {
  /// What the next local event will be called; nil before `begin(as:)`.
  var nextEvent: EventID? {
    agent.map { EventID(agent: $0, sequence: versionVector[$0]) }
  }
}
