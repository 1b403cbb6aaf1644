/// How to write to one stream: colour, marks, width.
package struct ConsoleStyle: Hashable, Sendable {
  package var usesColour: Bool
  /// Whether marks and arrows may be other than ASCII.
  package var isUnicode: Bool
  /// Columns.
  package var width: Int
  /// Whether the terminal knows no cursor movements (`TERM=dumb`).
  package var isDumb = false

  package init(usesColour: Bool, isUnicode: Bool, width: Int) {
    self.usesColour = usesColour
    self.isUnicode = isUnicode
    self.width = width
  }

  /// The style for a stream, from the environment and what is known of the stream.
  ///
  /// `NO_COLOR` counts when it is present and not empty (no-color.org); `COLUMNS` overrides the
  /// width that the terminal reports. Without a terminal, lines are 80 columns.
  package init(
    environment: [String: String], isTerminal: Bool, terminalWidth: Int?, forbidsColour: Bool
  ) {
    let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    usesColour =
      isTerminal && !forbidsColour && !noColour && environment["TERM"] != "dumb"
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let encoding = locale.lowercased()
    isUnicode = encoding.hasSuffix("utf-8") || encoding.hasSuffix("utf8")
    let columns = environment["COLUMNS"].flatMap { Int($0) } ?? terminalWidth ?? 80
    width = min(max(columns, 40), 120)
    isDumb = environment["TERM"] == "dumb"
  }

  /// `text` with our own typography in ASCII, where the locale knows no more; what others wrote
  /// keeps its letters, which the locale is more often wrong about than the terminal.
  package func plain(_ text: String) -> String {
    if isUnicode { return text }
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "“", "”": plain += "\""
      case "‘", "’": plain += "'"
      case "→": plain += "->"
      case "←": plain += "<-"
      case "·": plain += "-"
      case "–", "—", "−": plain += "-"
      case "…": plain += "..."
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  package func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  package func dim(_ text: String) -> String { usesColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  package func coloured(_ text: String, _ mark: Mark) -> String {
    guard usesColour, let code = mark.colourCode else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
