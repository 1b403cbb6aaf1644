/// The same difference as a person reads it: whole words.
extension TextComparison {
  /// A passage that stands in both versions alike, or whole words that changed.
  package struct Passage: Hashable, Sendable {
    package var before: String
    package var after: String
    /// What the passage is made of, scalar by scalar, in order.
    package var stretches: [Stretch]

    package var isChanged: Bool { stretches.contains { $0.change != .kept } }

    /// Whose writing is new here: each agent once, in order.
    package var inserters: [AgentID] {
      Self.each(stretches.filter { $0.change == .inserted }.map(\.first.agent))
    }

    /// Who took something out here: each agent once, in order.
    package var deleters: [AgentID] {
      Self.each(stretches.flatMap { $0.deletions.map(\.first.agent) })
    }

    private static func each(_ agents: [AgentID]) -> [AgentID] {
      var seen = Set<AgentID>()
      return agents.filter { seen.insert($0).inserted }
    }
  }

  /// Passages in document order, unchanged and changed ones in turn: a word of which any letter
  /// changed is changed as a whole, on both sides.
  ///
  /// A word is letters, digits and what joins them; any other scalar stands for itself. Nothing that
  /// Unicode shows as one character is cut.
  ///
  /// - Complexity: O(scalars).
  package func passages() -> [Passage] {
    if let whole = wholePassage { return [whole] }
    let items = items()
    if items.isEmpty { return [] }
    let isJoined = joints(items)
    var passages: [Passage] = []
    // The passage under way, and the words that must stay together under way in it.
    var passage = 0
    var word = 0
    var passageIsChanged = false
    var wordIsChanged = false
    for end in 1...items.count {
      if stretches[items[end - 1].stretch].change != .kept { wordIsChanged = true }
      if end < items.count, isJoined[end] { continue }
      if wordIsChanged != passageIsChanged {
        if word > passage { passages.append(self.passage(items[passage..<word])) }
        passage = word
        passageIsChanged = wordIsChanged
      }
      word = end
      wordIsChanged = false
    }
    passages.append(self.passage(items[passage...]))
    return passages
  }

  /// All there is as one passage, where nothing changed or everything did: then no word has to be found.
  /// Most texts of a plan are such.
  private var wholePassage: Passage? {
    let kept = stretches.count { $0.change == .kept }
    guard kept == 0 || kept == stretches.count,
      // By the scalars there are: false spines can tell another length.
      stretches.allSatisfy({ $0.length > 0 && $0.length == $0.text.unicodeScalars.count })
    else { return nil }
    return stretches.isEmpty ? nil : Passage(before: before, after: after, stretches: stretches)
  }

  /// One scalar: what it is, and where its stretch has it.
  private struct Item {
    var scalar: Unicode.Scalar
    var stretch: Int
    var offset: Int
    var byte: Int
  }

  private func items() -> [Item] {
    var items: [Item] = []
    items.reserveCapacity(stretches.reduce(0) { $0 + $1.length })
    for (number, stretch) in stretches.enumerated() {
      var byte = 0
      for (offset, scalar) in stretch.text.unicodeScalars.enumerated() {
        items.append(Item(scalar: scalar, stretch: number, offset: offset, byte: byte))
        byte += UTF8.width(scalar)
      }
    }
    return items
  }

  /// For each item whether it must stay with the one before it: a word of one of the versions, with
  /// what the other has in between, goes on across the two.
  private func joints(_ items: [Item]) -> [Bool] {
    var depth = [Int32](repeating: 0, count: items.count + 1)
    for other in [Change.inserted, .deleted] {
      var previous = -1
      for index in items.indices where stretches[items[index].stretch].change != other {
        if previous >= 0, items[index].scalar.continuesWord(after: items[previous].scalar) {
          depth[previous + 1] += 1
          depth[index + 1] -= 1
        }
        previous = index
      }
    }
    var open: Int32 = 0
    return items.indices.map { index in
      open += depth[index]
      return open > 0
    }
  }

  private func passage(_ items: ArraySlice<Item>) -> Passage {
    var passage = Passage(before: "", after: "", stretches: [])
    var index = items.startIndex
    while index < items.endIndex {
      let item = items[index]
      let whole = stretches[item.stretch]
      // By the scalars there are: false spines can tell another length.
      let end = items[index...].firstIndex { $0.stretch != item.stretch } ?? items.endIndex
      let length = end - index
      let part: Stretch
      if length == whole.length {
        part = whole
      } else {
        let utf8 = whole.text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: item.byte)
        let bound = items[end - 1].byte + UTF8.width(items[end - 1].scalar)
        let words = whole.text[start..<utf8.index(utf8.startIndex, offsetBy: bound)]
        part = whole.part(String(words), at: item.offset, length: length)
      }
      if whole.change != .inserted { passage.before += part.text }
      if whole.change != .deleted { passage.after += part.text }
      passage.stretches.append(part)
      index = end
    }
    return passage
  }
}

extension Unicode.Scalar {
  /// Whether a word, or what is shown as one character, goes on from `previous` to this scalar.
  fileprivate func continuesWord(after previous: Unicode.Scalar) -> Bool {
    if isASCII && previous.isASCII {
      if isWordPart { return previous.isWordPart }
      return self == "\n" && previous == "\r"
    }
    if previous.value == 0x200D { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return !previous.isLineBreak
    default: break
    }
    if properties.isEmojiModifier && previous.properties.isEmojiModifierBase { return true }
    return isWordPart && previous.isWordPart
  }

  private var isWordPart: Bool {
    if isASCII {
      switch value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x27: return true
      default: return false
      }
    }
    if self == "\u{2019}" { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
    default: return isAlphabetic
    }
  }

  private var isLineBreak: Bool { self == "\n" || self == "\r" }
}
