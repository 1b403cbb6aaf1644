/// Breaks text into lines of a width, at spaces.
package enum Wrapping {
  /// The lines of `text`; a word wider than a line stands alone and is not cut. Line ends in `text`
  /// stay line ends.
  package static func lines(_ text: String, width: Int) -> [String] {
    // By bytes: a space is one in every text, and looking for letters of many scalars takes long.
    var text = text
    return text.withUTF8 { bytes in
      bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .flatMap { lines(ofParagraph: $0, width: width) }
    }
  }

  private static func lines(
    ofParagraph paragraph: Slice<UnsafeBufferPointer<UInt8>>, width: Int
  ) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    var used = 0
    for word in paragraph.split(separator: UInt8(ascii: " ")) {
      let wide = DisplayWidth.of(word)
      if used > 0, used + 1 + wide > width {
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
        used = 0
      }
      if used > 0 { line.append(UInt8(ascii: " ")) }
      line += word
      used += used > 0 ? wide + 1 : wide
    }
    lines.append(String(decoding: line, as: UTF8.self))
    return lines
  }
}
