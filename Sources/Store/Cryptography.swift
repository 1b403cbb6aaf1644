package import CRDT
import CSodium

/// The few primitives the project needs, by libsodium.
///
/// Every function may be called from any thread. Wrong lengths give false or nil, never a trap.
package enum Cryptography {
  /// Starts libsodium once; the program cannot go on without a source of randomness.
  private static let isStarted: Bool = sodium_init() >= 0

  private static func start() {
    precondition(isStarted, "libsodium found no source of randomness")
  }

  // MARK: Randomness

  /// `count` unpredictable bytes.
  package static func randomBytes(_ count: Int) -> [UInt8] {
    start()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// A fresh agent: 128 random bits, never to be drawn twice.
  package static func randomAgent() -> AgentID {
    // Sixteen bytes are always a whole agent.
    AgentID(bytes: randomBytes(16)) ?? AgentID(high: 0, low: 0)
  }

  /// A number below `bound`, each equally likely.
  static func randomNumber(below bound: UInt32) -> UInt32 {
    start()
    return randombytes_uniform(bound)
  }

  // MARK: Hashes

  /// BLAKE2b (RFC 7693), 32 bytes.
  package static func blake2b(_ bytes: [UInt8]) -> [UInt8] {
    start()
    var hash = [UInt8](repeating: 0, count: 32)
    crypto_generichash(&hash, hash.count, bytes, UInt64(bytes.count), nil, 0)
    return hash
  }

  /// Keyed BLAKE2b, 16 to 64 bytes that nobody makes or checks without the key. Nothing is allocated:
  /// each word of a plan takes several.
  static func blake2b(
    _ bytes: UnsafeRawBufferPointer, key: ContentSeed, into hash: UnsafeMutableRawBufferPointer
  ) {
    start()
    guard let output = hash.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    withUnsafeBytes(of: (key.high.bigEndian, key.low.bigEndian)) { key in
      _ = crypto_generichash(
        output, hash.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress,
        UInt64(bytes.count), key.assumingMemoryBound(to: UInt8.self).baseAddress, key.count)
    }
  }

  /// SHA-256 (FIPS 180-4), 32 bytes.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    start()
    var hash = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
    return hash
  }

  /// Argon2id (RFC 9106) of something short enough to be guessed: 32 bytes, some tens of
  /// milliseconds, 16 MiB of memory.
  ///
  /// - Parameter salt: 16 bytes.
  static func slowHash(_ bytes: [UInt8], salt: [UInt8]) throws(StoreError) -> [UInt8] {
    start()
    guard salt.count == 16 else { throw .cryptographyUnavailable }
    var hash = [UInt8](repeating: 0, count: 32)
    let code = crypto_pwhash(
      &hash, 32, bytes.map { CChar(bitPattern: $0) }, UInt64(bytes.count), salt, 2, 16 << 20,
      crypto_pwhash_ALG_ARGON2ID13)
    guard code == 0 else { throw .cryptographyUnavailable }
    return hash
  }

  /// Whether the bytes are equal, in a time that tells nothing but their lengths.
  package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && sodium_memcmp(left, right, left.count) == 0
  }

  // MARK: Signatures

  /// An Ed25519 key pair (RFC 8032).
  package struct KeyPair: Hashable, Sendable {
    /// 32 bytes.
    package let publicKey: [UInt8]
    /// 64 bytes: the seed and the public key.
    package let secretKey: [UInt8]

    /// A key pair that was stored before; nil if the lengths are wrong.
    package init?(publicKey: [UInt8], secretKey: [UInt8]) {
      guard publicKey.count == 32, secretKey.count == 64 else { return nil }
      self.publicKey = publicKey
      self.secretKey = secretKey
    }

    /// A fresh key pair.
    package init() {
      start()
      var publicKey = [UInt8](repeating: 0, count: 32)
      var secretKey = [UInt8](repeating: 0, count: 64)
      crypto_sign_keypair(&publicKey, &secretKey)
      self.publicKey = publicKey
      self.secretKey = secretKey
    }

    /// The signature of `message`: 64 bytes, always the same for the same message.
    package func sign(_ message: [UInt8]) -> [UInt8] {
      var signature = [UInt8](repeating: 0, count: 64)
      crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey)
      return signature
    }
  }

  /// Whether `signature` is that of `message` under `publicKey`.
  package static func isSignature(
    _ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]
  ) -> Bool {
    start()
    guard signature.count == 64, publicKey.count == 32 else { return false }
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
  }

  /// Two lower-case hexadecimal digits a byte.
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads what `hexadecimal` writes; nil for anything else.
  package static func bytes(hexadecimal text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}
