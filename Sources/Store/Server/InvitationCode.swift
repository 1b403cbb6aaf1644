/// A code to sign in with, once: twelve letters, typed by a person, shown as `WDJB-MJHT-7QKX`.
///
/// The alphabet has no two letters that look alike on paper and no vowel to make a word of. The first
/// four letters find the invitation; the other eight, 36 random bits, are the secret, and wrong
/// guesses at them are counted.
package struct InvitationCode: Hashable, Sendable {
  static let alphabet = Array("BCDFGHJKMNPQRTVWXYZ3479".utf8)
  private static let count = 12
  private static let handleCount = 4

  private let letters: [UInt8]

  private init(letters: [UInt8]) { self.letters = letters }

  /// Reads a code as people type it: in either case, with or without hyphens and spaces. Nil for
  /// anything else.
  package init?(_ text: String) {
    var letters: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "-", " ", "\u{2010}", "\u{2011}", "\u{2013}": continue
      case "a"..."z": letters.append(UInt8(scalar.value) - 0x20)
      default:
        guard let letter = UInt8(exactly: scalar.value) else { return nil }
        letters.append(letter)
      }
      guard letters.count <= Self.count else { return nil }
    }
    guard letters.count == Self.count, letters.allSatisfy(Self.alphabet.contains) else {
      return nil
    }
    self.letters = letters
  }

  static func random() -> InvitationCode {
    InvitationCode(
      letters: (0..<count).map { _ in
        alphabet[Int(Cryptography.randomNumber(below: UInt32(alphabet.count)))]
      })
  }

  /// The code as it is shown. A secret: for the letter or the message to its owner only.
  package var text: String {
    stride(from: 0, to: letters.count, by: 4)
      .map { String(decoding: letters[$0..<min($0 + 4, letters.count)], as: UTF8.self) }
      .joined(separator: "-")
  }

  /// By what the invitation is found. No secret.
  var handle: String { String(decoding: letters.prefix(Self.handleCount), as: UTF8.self) }

  /// What is stored in place of the code. Slow on purpose: 36 bits could be guessed from a fast hash.
  func hash() throws(StoreError) -> [UInt8] {
    try Cryptography.slowHash(letters, salt: Array("ehcp invitation\0".utf8))
  }
}

extension InvitationCode: CustomStringConvertible {
  /// Not the code: it must not end in a log.
  package var description: String { "\(handle)-…" }
}
