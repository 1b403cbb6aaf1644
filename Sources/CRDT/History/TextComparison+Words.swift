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
    let items = items()
    if items.isEmpty { return [] }
    let isJoined = joints(items)
    var passages: [Passage] = []
    var start = 0
    for end in 1..<items.count + 1 {
      if end < items.count, isJoined[end] { continue }
      let group = start..<end
      let isChanged = group.contains { stretches[items[$0].stretch].change != .kept }
      if let last = passages.indices.last, passages[last].isChanged == isChanged {
        append(items[group], to: &passages[last])
      } else {
        var passage = Passage(before: "", after: "", stretches: [])
        append(items[group], to: &passage)
        passages.append(passage)
      }
      start = end
    }
    return passages
  }

  private struct Item {
    var scalar: Unicode.Scalar
    var stretch: Int
    var offset: Int
  }

  private func items() -> [Item] {
    stretches.indices.flatMap { stretch in
      stretches[stretch].text.unicodeScalars.enumerated().map {
        Item(scalar: $1, stretch: stretch, offset: $0)
      }
    }
  }

  /// For each item whether it must stay with the one before it: a word of one of the versions, with
  /// what the other has in between, goes on across the two.
  private func joints(_ items: [Item]) -> [Bool] {
    var depth = [Int](repeating: 0, count: items.count + 1)
    for other in [Change.inserted, .deleted] {
      var previous: Int?
      for index in items.indices where stretches[items[index].stretch].change != other {
        if let previous, items[index].scalar.continuesWord(after: items[previous].scalar) {
          depth[previous + 1] += 1
          depth[index + 1] -= 1
        }
        previous = index
      }
    }
    var open = 0
    return items.indices.map { index in
      open += depth[index]
      return open > 0
    }
  }

  private func append(_ items: ArraySlice<Item>, to passage: inout Passage) {
    var index = items.startIndex
    while index < items.endIndex {
      let item = items[index]
      let whole = stretches[item.stretch]
      var text = ""
      var end = index
      while end < items.endIndex, items[end].stretch == item.stretch {
        text.unicodeScalars.append(items[end].scalar)
        end += 1
      }
      if whole.change != .inserted { passage.before += text }
      if whole.change != .deleted { passage.after += text }
      append(whole.part(text, at: item.offset, length: end - index), to: &passage)
      index = end
    }
  }

  /// A stretch that was cut between two words of one passage is one again.
  private func append(_ stretch: Stretch, to passage: inout Passage) {
    guard let last = passage.stretches.last,
      last.part("", at: last.length, length: 0) == stretch.part("", at: 0, length: 0)
    else { return passage.stretches.append(stretch) }
    passage.stretches[passage.stretches.count - 1].text += stretch.text
    passage.stretches[passage.stretches.count - 1].length += stretch.length
  }
}

extension Unicode.Scalar {
  /// Whether a word, or what is shown as one character, goes on from `previous` to this scalar.
  fileprivate func continuesWord(after previous: Unicode.Scalar) -> Bool {
    if previous == "\r" { return self == "\n" }
    if previous.value == 0x200D { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return !previous.isLineBreak
    default: break
    }
    if properties.isEmojiModifier && previous.properties.isEmojiModifierBase { return true }
    return isWordPart && previous.isWordPart
  }

  private var isWordPart: Bool {
    if self == "'" || self == "\u{2019}" { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
    default: return properties.isAlphabetic
    }
  }

  private var isLineBreak: Bool { self == "\n" || self == "\r" }
}
