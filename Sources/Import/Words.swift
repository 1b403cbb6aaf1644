/// Small readings of lines that several readers share.
enum Words {
  /// A text's lines, whichever way they end.
  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
        lines.append(String(line))
        line.removeAll()
      case "\r", "\u{FEFF}": break
      default: line.append(scalar)
      }
    }
    lines.append(String(line))
    return lines
  }

  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
  }

  /// What follows the mark of a list's item; nil for other lines.
  static func item(_ line: String) -> String? {
    let marks: Set<Unicode.Scalar> = ["-", "*", "+", "•", "–", "▪", "◦", "·"]
    guard let first = line.unicodeScalars.first else { return nil }
    let rest = line.unicodeScalars.dropFirst()
    guard marks.contains(first), let space = rest.first, isSpace(space) else { return nil }
    let words = trimmed(String(rest))
    return words.isEmpty ? nil : words
  }

  /// Whether a line begins with a short name and a colon.
  static func isLabel(_ line: String) -> Bool { label(line) != nil }

  /// The name before the first colon and what follows it, where the name is short enough to be one.
  static func label(_ line: String) -> (name: String, rest: String)? {
    guard let colon = line.unicodeScalars.firstIndex(of: ":") else { return nil }
    let name = trimmed(String(line.unicodeScalars[..<colon]))
    let rest = line.unicodeScalars[line.unicodeScalars.index(after: colon)...]
    // `14:30` and `https://` are no labels.
    guard !name.isEmpty, name.utf8.count <= 60, rest.first.map(isSpace) ?? true else { return nil }
    return (name, trimmed(String(rest)))
  }

  /// Letters and digits in small letters, one space between words: what two spellings of one name
  /// have in common.
  static func folded(_ text: String) -> String {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func flush() {
      if !word.isEmpty { words.append(String(word)) }
      word.removeAll()
    }
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      } else if scalar != "'" && scalar != "’" {
        flush()
      }
    }
    flush()
    return words.joined(separator: " ")
  }
}
