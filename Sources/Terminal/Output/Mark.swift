/// The sign that begins a message.
package enum Mark: Sendable {
  case done, failed, warning, sent, received

  /// As written; ASCII where the locale knows no more.
  package func sign(isUnicode: Bool) -> String {
    switch self {
    case .done: isUnicode ? "✓" : "ok"
    case .failed: isUnicode ? "✗" : "x"
    case .warning: "!"
    case .sent: isUnicode ? "↑" : "^"
    case .received: isUnicode ? "↓" : "v"
    }
  }

  /// The number of the colour (ECMA-48 “select graphic rendition”); never the only bearer of meaning.
  var colourCode: Int? {
    switch self {
    case .done: 32
    case .failed: 31
    case .warning: 33
    case .sent, .received: nil
    }
  }
}
