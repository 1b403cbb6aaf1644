/// The hash by which a frozen version is known: 32 bytes of BLAKE2b (RFC 7693).
///
/// People compare its first eight digits, as in `7f3a-91cc`; programs all of it.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package static let length = 32

  package let bytes: [UInt8]

  /// Nil where there are not 32 bytes.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }

  /// Reads what `description` writes.
  package init?(_ text: some StringProtocol) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for unit in text.utf8 {
      guard let digit = Self.digit(unit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { return nil }
    self.init(bytes)
  }

  /// Sixty-four lower-case hexadecimal digits.
  package var description: String {
    String(
      decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 0xF)]] },
      as: UTF8.self)
  }

  /// As people read it out: `7f3a-91cc`.
  package var short: String {
    let text = description
    let half = text.index(text.startIndex, offsetBy: 4)
    return text[..<half] + "-" + text[half...].prefix(4)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func digit(_ unit: UInt8) -> UInt8? {
    digits.firstIndex(of: unit).map { UInt8($0) }
  }
}
