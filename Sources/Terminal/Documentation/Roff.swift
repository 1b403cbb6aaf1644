/// Text as roff takes it (groff_char(7), groff_man(7)).
enum Roff {
  /// Text within a line.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      // A plain hyphen would be set as U+2010, which nobody can paste into a shell.
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\n": result += " "
      case let other where other.value > 0x7E: result += "\\[u\(hexadecimal(other))]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whole lines: one that begins with a full stop would be taken for a request.
  static func lines(_ text: String) -> String {
    let line = Roff.text(text)
    return (line.hasPrefix(".") ? "\\&" : "") + line + "\n"
  }

  static func bold(_ text: String) -> String { "\\fB\(Roff.text(text))\\fR" }

  static func italic(_ text: String) -> String { "\\fI\(Roff.text(text))\\fR" }

  /// An argument of a request.
  static func quoted(_ text: String) -> String {
    "\""
      + Roff.text(text).split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\(dq") + "\""
  }

  /// At least four digits, as `\[uXXXX]` wants.
  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
