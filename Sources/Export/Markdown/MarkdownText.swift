import CRDT

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
    text.append(words.description) { scalar in
      let isMarkup =
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~", "#", "$": true
        case "+", "-", "=", ":": isLeading && digits == 0
        case ".", ")": isLeading && digits > 0
        default: false
        }
      let isDigit = (0x30...0x39).contains(scalar.value)
      digits = isDigit ? digits + 1 : 0
      isLeading = isLeading && (isDigit || scalar == " ")
      return isMarkup ? "\\\(scalar)" : nil
    }
    return text
  }
}
