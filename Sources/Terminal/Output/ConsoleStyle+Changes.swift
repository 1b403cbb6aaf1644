/// Words that came and words that went, told apart with and without colour.
extension ConsoleStyle {
  /// One stretch of a text with what became of it.
  package enum Change: Hashable, Sendable {
    case kept, inserted, deleted
  }

  /// `needs [-some-] {+daily+} help`, or, with colour, struck out in red and underlined in green;
  /// wrapped at spaces.
  ///
  /// - Parameter stretches: already escaped: no control characters but line ends and tabs.
  package func changedLines(
    _ stretches: [(change: Change, text: String)], width: Int
  ) -> [String] {
    var marked = ""
    for (change, text) in stretches where !text.isEmpty {
      switch change {
      case .kept: marked += text
      case .inserted: marked += usesColour ? "\u{1}\(text)\u{2}" : "{+\(text)+}"
      case .deleted: marked += usesColour ? "\u{3}\(text)\u{2}" : "[-\(text)-]"
      }
    }
    let lines = Wrapping.lines(marked, width: width)
    return usesColour ? coloured(lines) : lines
  }

  /// Puts the terminal's codes for the marks, ending them with each line and beginning them again.
  private func coloured(_ lines: [String]) -> [String] {
    var open = ""
    return lines.map { line in
      // Most lines hold no mark.
      if !line.utf8.contains(where: { $0 <= 3 }) {
        return open.isEmpty ? line : open + line + "\u{1B}[0m"
      }
      var result = open
      for scalar in line.unicodeScalars {
        switch scalar {
        case "\u{1}":
          open = "\u{1B}[32;4m"
          result += open
        case "\u{3}":
          open = "\u{1B}[31;9m"
          result += open
        case "\u{2}":
          open = ""
          result += "\u{1B}[0m"
        default: result.unicodeScalars.append(scalar)
        }
      }
      return open.isEmpty ? result : result + "\u{1B}[0m"
    }
  }
}
