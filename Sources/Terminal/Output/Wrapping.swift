/// Breaks text into lines of a width, at spaces.
package enum Wrapping {
  /// The lines of `text`; a word wider than a line stands alone and is not cut. Line ends in `text`
  /// stay line ends.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    // By bytes: a space is one in every text, and looking for letters of many scalars takes long.
    let paragraphs = text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for paragraph in paragraphs {
      var line = ""
      var used = 0
      for bytes in paragraph.split(separator: UInt8(ascii: " ")) {
        let word = Substring(bytes)
        let wide = DisplayWidth.of(word)
        if used > 0, used + 1 + wide > width {
          lines.append(line)
          line = ""
          used = 0
        }
        if used > 0 { line.append(" ") }
        line.append(contentsOf: word)
        used += used > 0 ? wide + 1 : wide
      }
      lines.append(line)
    }
    return lines
  }
}
