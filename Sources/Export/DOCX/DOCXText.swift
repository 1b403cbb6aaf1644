import CRDT

/// Words as WordprocessingML takes them.
enum DOCXText {
  /// What XML would take for markup, written out. Controls cannot occur: see ``VisibleText``.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 })
    else { return text }
    var result = ""
    result.append(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: nil
      }
    }
    return result
  }

  /// In the order the schema asks for: bold, italic, strike, underline.
  static func properties(of marking: Marking) -> String {
    let look =
      switch marking.look {
      case .bold: "<w:b/>"
      case .italic: "<w:i/>"
      case .plain, .underlined: ""
      }
    let strike = marking.isStruck ? "<w:strike/>" : ""
    return look + strike + (marking.look == .underlined ? "<w:u w:val=\"single\"/>" : "")
  }

  /// Whether the first letter is of a script written from right to left (Unicode Standard Annex 9,
  /// rule P2, for the scripts a family in England is likely to write).
  static func isRightToLeft(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return false }
    for scalar in text.unicodeScalars where scalar.isAlphabetic {
      switch scalar.value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        return true
      default: return false
      }
    }
    return false
  }

  static func isRightToLeft(_ runs: [Inline]) -> Bool {
    guard case .written(let words)? = runs.first else { return false }
    return isRightToLeft(words.description)
  }
}
