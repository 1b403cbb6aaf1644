/// How many columns text takes on a terminal.
package enum DisplayWidth {
  /// The columns of one line; escape sequences of our own (colour) take none.
  package static func of(_ line: String) -> Int {
    var line = line
    return line.withUTF8 { of($0[...]) }
  }

  /// - Parameter bytes: UTF-8.
  static func of(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return bytes.count }
    var width = 0
    var isInSequence = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if isInSequence {
        isInSequence = !scalar.properties.isAlphabetic
      } else if scalar == "\u{1B}" {
        isInSequence = true
      } else {
        width += columns(scalar)
      }
    }
    return width
  }

  /// 0 for marks that sit on the letter before, 2 for East Asian wide and for emoji, 1 otherwise.
  static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
