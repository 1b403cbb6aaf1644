/// What turns one text into another: the fewest whole words deleted and inserted.
///
/// Words are kept whole, so that an edit made from a form or an editor reads as a person meant it and
/// merges with others' edits word by word.
///
/// Source: Myers, *An O(ND) Difference Algorithm and Its Variations*, 1986, on words.
package struct TextDifference: Hashable, Sendable {
  /// In place of `deleted` scalars at `position` of the old text, `inserted`.
  package struct Edit: Hashable, Sendable {
    /// In Unicode scalars of the old text.
    package var position: Int
    package var deleted: Int
    package var inserted: String
  }

  /// In ascending order, none touching the next.
  package private(set) var edits: [Edit] = []
  package private(set) var wordsDeleted = 0
  package private(set) var wordsInserted = 0

  /// Beyond this many differences the changed middle is replaced as a whole.
  static let effort = 1_000

  /// - Complexity: O((n + m) d) for texts of n and m words that differ in d.
  package init(from old: String, to new: String) {
    let left = Self.tokens(old)
    let right = Self.tokens(new)
    var prefix = 0
    while prefix < left.count, prefix < right.count, left[prefix].bytes == right[prefix].bytes {
      prefix += 1
    }
    var suffix = 0
    while suffix < left.count - prefix, suffix < right.count - prefix,
      left[left.count - 1 - suffix].bytes == right[right.count - 1 - suffix].bytes
    {
      suffix += 1
    }
    collect(
      left, right,
      kept: Self.kept(
        Array(left[prefix..<left.count - suffix]), Array(right[prefix..<right.count - suffix])
      ).map { (prefix + $0.0, prefix + $0.1) },
      from: prefix, to: (left.count - suffix, right.count - suffix))
  }

  // MARK: Words

  /// How many words a text has, as ``wordsInserted`` counts them. O(scalars).
  package static func words(in text: String) -> Int { tokens(text).count(where: \.isWord) }

  private struct Token {
    var bytes: ArraySlice<UInt8>
    var scalars: Int
    var isWord: Bool
  }

  /// Words, runs of white space, and single other signs; together the whole text.
  private static func tokens(_ text: String) -> [Token] {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    var start = 0
    var scalars = 0
    var offset = 0
    var previous = Kind.other
    for scalar in text.unicodeScalars {
      let kind = Kind(scalar)
      let joins = kind == previous && kind != .other
      if scalars > 0 && !joins {
        tokens.append(
          Token(bytes: bytes[start..<offset], scalars: scalars, isWord: previous == .word))
        start = offset
        scalars = 0
      }
      offset += UTF8.width(scalar)
      scalars += 1
      previous = kind
    }
    if scalars > 0 {
      tokens.append(
        Token(bytes: bytes[start..<offset], scalars: scalars, isWord: previous == .word))
    }
    return tokens
  }

  private enum Kind {
    case word
    case space
    case other

    init(_ scalar: Unicode.Scalar) {
      if scalar.isWhitespace {
        self = scalar == "\n" ? .other : .space
      } else if scalar.isAlphabetic || scalar.isNumeric || scalar == "\u{2019}" || scalar == "'"
        || (!scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark)
      {
        self = .word
      } else {
        self = .other
      }
    }
  }

  // MARK: Myers

  /// The pairs of equal words that stay, ascending.
  private static func kept(_ left: [Token], _ right: [Token]) -> [(Int, Int)] {
    if left.isEmpty || right.isEmpty { return [] }
    var names: [ArraySlice<UInt8>: Int] = [:]
    func name(_ token: Token) -> Int {
      if let known = names[token.bytes] { return known }
      names[token.bytes] = names.count
      return names.count - 1
    }
    let old = left.map(name)
    let new = right.map(name)
    // The furthest old word reached on each diagonal, after each number of differences.
    var reach = [1: 0]
    var history: [[Int: Int]] = []
    for differences in 0...min(old.count + new.count, effort) {
      history.append(reach)
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        let down =
          diagonal == -differences
          || (diagonal != differences && (reach[diagonal - 1] ?? 0) < (reach[diagonal + 1] ?? 0))
        var x = down ? reach[diagonal + 1] ?? 0 : (reach[diagonal - 1] ?? 0) + 1
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        reach[diagonal] = x
        if x >= old.count && x - diagonal >= new.count {
          return trace(history, old.count, new.count)
        }
      }
    }
    return []
  }

  private static func trace(_ history: [[Int: Int]], _ x: Int, _ y: Int) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var x = x
    var y = y
    for differences in (0..<history.count).reversed() {
      let reach = history[differences]
      let diagonal = x - y
      let down =
        diagonal == -differences
        || (diagonal != differences && (reach[diagonal - 1] ?? 0) < (reach[diagonal + 1] ?? 0))
      let previous = down ? diagonal + 1 : diagonal - 1
      let previousX = differences == 0 ? 0 : reach[previous] ?? 0
      let previousY = differences == 0 ? 0 : previousX - previous
      while x > previousX && y > previousY {
        x -= 1
        y -= 1
        pairs.append((x, y))
      }
      x = previousX
      y = previousY
    }
    return pairs.reversed()
  }

  // MARK: Edits

  private mutating func collect(
    _ left: [Token], _ right: [Token], kept: [(Int, Int)], from start: Int, to end: (Int, Int)
  ) {
    var position = left[..<start].reduce(0) { $0 + $1.scalars }
    var x = start
    var y = start
    let stays = kept + [end]
    for (index, (nextX, nextY)) in stays.enumerated() {
      let removed = left[x..<nextX]
      let added = right[y..<nextY]
      let length = removed.reduce(0) { $0 + $1.scalars }
      if !removed.isEmpty || !added.isEmpty {
        // Whether the word after stays too, so that the edit may reach up to it.
        let following = (nextX + 1, nextY + 1)
        let isFree =
          nextX < left.count && nextY < right.count
          && (nextX >= end.0 || following == (index + 1 < stays.count ? stays[index + 1] : end))
        edits.append(
          isFree
            ? Self.wordFirst(position, removed, added, next: left[nextX])
            : Edit(position: position, deleted: length, inserted: Self.text(added)))
        wordsDeleted += removed.count(where: \.isWord)
        wordsInserted += added.count(where: \.isWord)
      }
      position += length
      if nextX < end.0 || nextY < end.1 { position += left[nextX].scalars }
      x = nextX + 1
      y = nextY + 1
    }
  }

  /// Words that only come or only go do so with the space behind them, not the one before, where both
  /// would do: then two people's words in one place, and taking one of them back, leave single spaces.
  private static func wordFirst(
    _ position: Int, _ removed: ArraySlice<Token>, _ added: ArraySlice<Token>, next: Token
  ) -> Edit {
    let length = removed.reduce(0) { $0 + $1.scalars }
    let only = removed.isEmpty ? added : removed
    guard removed.isEmpty || added.isEmpty, only.count > 1, let space = only.first,
      space.bytes == [0x20], next.bytes == space.bytes
    else { return Edit(position: position, deleted: length, inserted: text(added)) }
    let shifted = added.isEmpty ? added : added.dropFirst() + [space]
    return Edit(position: position + 1, deleted: length, inserted: text(shifted))
  }

  private static func text(_ tokens: ArraySlice<Token>) -> String {
    String(decoding: tokens.flatMap(\.bytes), as: UTF8.self)
  }
}
