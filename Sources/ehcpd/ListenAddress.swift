import Terminal

/// Where to listen: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
struct ListenAddress: Equatable {
  let host: String
  let port: UInt16

  init(_ text: String) throws(UserError) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { throw Self.malformed(text) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw Self.malformed(text)
    }
    guard !host.isEmpty else { throw Self.malformed(text) }
    self.host = host == "localhost" ? "127.0.0.1" : String(host)
    self.port = port
  }

  private static func malformed(_ text: String) -> UserError {
    UserError(
      "“\(Escaping.line(text))” is no address to listen on.",
      hint: "Write it as 127.0.0.1:8080 or [::1]:8080.", exitCode: .usage)
  }
}
