/// Breaks text into lines of a width, at spaces.
package enum Wrapping {
  /// The lines of `text`; a word wider than a line stands alone and is not cut. Line ends in `text`
  /// stay line ends.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        let wide = DisplayWidth.of(String(word))
        if used > 0, used + 1 + wide > width {
          lines.append(line)
          line = ""
          used = 0
        }
        line += used > 0 ? " \(word)" : String(word)
        used += used > 0 ? wide + 1 : wide
      }
      lines.append(line)
    }
    return lines
  }
}
