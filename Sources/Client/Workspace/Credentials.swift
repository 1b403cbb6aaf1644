import Plan
package import Store

/// Who this device is to the server: its key, and the token of a session.
package struct Credentials: Hashable, Sendable {
  /// The server's address without a slash at its end, as in `https://ehcp.example.gov.uk`.
  package var server: String
  /// Kept when the person signs out, because unsent work is signed with it.
  package var key: Cryptography.KeyPair
  /// Nil while signed out.
  package var token: String?

  package init(server: String, key: Cryptography.KeyPair, token: String?) {
    self.server = server
    self.key = key
    self.token = token
  }

  /// Reads the file; nil if there is none.
  package static func read(_ home: HomeFolder) throws(ClientError) -> Credentials? {
    let bytes: [UInt8]?
    do { bytes = try SecretFile(path: home.credentials).read() } catch { throw ClientError(error) }
    guard let bytes else { return nil }
    guard let value = (try? JSONText.parse(bytes))?.value, let server = value["server"]?.string,
      let publicKey = value["public_key"]?.string.flatMap(Cryptography.bytes(hexadecimal:)),
      let secretKey = value["secret_key"]?.string.flatMap(Cryptography.bytes(hexadecimal:)),
      let key = Cryptography.KeyPair(publicKey: publicKey, secretKey: secretKey)
    else { throw .badCredentials(path: home.credentials) }
    return Credentials(server: server, key: key, token: value["token"]?.string)
  }

  package func write(_ home: HomeFolder) throws(ClientError) {
    try home.make()
    let value: JSONValue = [
      "server": .string(server),
      "public_key": .string(Cryptography.hexadecimal(key.publicKey)),
      "secret_key": .string(Cryptography.hexadecimal(key.secretKey)),
      "token": token.map(JSONValue.string) ?? .null,
    ]
    do {
      try SecretFile(path: home.credentials).write(Array(value.text(.indented).utf8))
    } catch { throw ClientError(error) }
  }
}
