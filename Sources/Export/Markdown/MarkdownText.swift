/// Escapes words so that CommonMark shows them as they are.
enum MarkdownText {
  /// The words with a backslash before every character that could begin markup.
  ///
  /// `atLineStart` also guards what has a meaning only there: headings, lists, rules and the
  /// underlines of headings. Tables and strike-through are no part of CommonMark, but many readers
  /// know them, so their characters are guarded too.
  static func escaped(_ words: VisibleText, atLineStart: Bool = false) -> String {
    var text = ""
    var isLeading = atLineStart
    var digits = 0
    for scalar in words.description.unicodeScalars {
      let isDigit = (0x30...0x39).contains(scalar.value)
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~", "#", "$":
        text += "\\"
      case "+", "-", "=", ":": if isLeading && digits == 0 { text += "\\" }
      case ".", ")": if isLeading && digits > 0 { text += "\\" }
      default: break
      }
      text.unicodeScalars.append(scalar)
      digits = isDigit ? digits + 1 : 0
      isLeading = isLeading && (isDigit || scalar == " ")
    }
    return text
  }
}
