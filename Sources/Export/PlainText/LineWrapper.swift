/// Breaks text into lines of a given width, between words.
enum LineWrapper {
  /// Lines of at most `width` columns, `first` before the first and `rest` before the others.
  ///
  /// A word that is wider than a line has a line of its own: a web address cut in two is of no use.
  static func lines(_ text: String, width: Int, first: String, rest: String) -> [String] {
    // By bytes: a space is one in every text, and finding scalars takes longer.
    var text = text
    return text.withUTF8 { bytes in
      var lines: [String] = []
      var line = Array(first.utf8)
      var columns = self.columns(first)
      var isAtStart = true
      for word in bytes.split(separator: UInt8(ascii: " ")) {
        let wordColumns = self.columns(word)
        if !isAtStart && columns + 1 + wordColumns > width {
          lines.append(String(decoding: line, as: UTF8.self))
          line = Array(rest.utf8)
          columns = self.columns(rest)
          isAtStart = true
        }
        if !isAtStart {
          line.append(UInt8(ascii: " "))
          columns += 1
        }
        line += word
        columns += wordColumns
        isAtStart = false
      }
      lines.append(String(decoding: line, as: UTF8.self))
      return lines
    }
  }

  private static func columns(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    bytes.allSatisfy { $0 < 0x80 } ? bytes.count : columns(String(decoding: bytes, as: UTF8.self))
  }

  private static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// The columns a scalar takes on a screen of fixed width: marks that join the one before take
  /// none, the scripts of East Asia and pictures take two.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
