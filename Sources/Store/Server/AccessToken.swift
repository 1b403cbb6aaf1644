/// What a device shows with each request: 256 random bits. The server keeps only their hash.
package struct AccessToken: Hashable, Sendable {
  private let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  static func random() -> AccessToken { AccessToken(bytes: Cryptography.randomBytes(32)) }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  package init?(_ text: String) {
    guard let bytes = Cryptography.bytes(hexadecimal: text), bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// The token as 64 hexadecimal digits. A secret.
  package var text: String { Cryptography.hexadecimal(bytes) }

  /// Fast, because 256 bits cannot be guessed.
  var hash: [UInt8] { Cryptography.blake2b(bytes) }
}

extension AccessToken: CustomStringConvertible {
  /// Not the token: it must not end in a log.
  package var description: String { "AccessToken" }
}
