/// Makes text that others wrote harmless to a terminal, without hiding anything of it.
package enum Escaping {
  /// `text` on one line: line ends too are shown escaped.
  package static func line(_ text: String) -> String { escaped(text, keepingLines: false) }

  /// `text` with its line ends and tabs.
  package static func lines(_ text: String) -> String { escaped(text, keepingLines: true) }

  private static func escaped(_ text: String, keepingLines: Bool) -> String {
    func isKept(_ scalar: Unicode.Scalar) -> Bool {
      !isDangerous(scalar) || (keepingLines && (scalar == "\n" || scalar == "\t"))
    }
    if text.unicodeScalars.allSatisfy(isKept) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isKept(scalar) {
        result.unicodeScalars.append(scalar)
      } else if scalar == "\n" {
        result += "\\n"
      } else if scalar == "\t" {
        result += "\\t"
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return result
  }

  /// Control characters, and those that reorder or hide what stands around them: bidirectional
  /// controls (Unicode annex 9), separators, invisible tags, the byte order mark.
  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
