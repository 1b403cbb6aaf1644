/// A pupil's unique pupil number: a check letter and twelve digits, the last of which is a letter in
/// a temporary number (Department for Education, *Unique pupil numbers: guide*).
package struct UPN: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a number that is none.
  package enum Fault: Error, Hashable {
    /// Not a letter and twelve digits.
    case shape
    /// The check letter does not follow from the digits: a slip of the pen.
    case checkLetter
  }

  /// Thirteen capital letters and digits.
  package let description: String
  /// Given by a school until the permanent number is known.
  package let isTemporary: Bool

  private static let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

  /// Reads a number, spaces and case aside.
  package init(_ text: String) throws(Fault) {
    var bytes: [UInt8] = []
    for byte in text.utf8 where byte != 0x20 {
      guard bytes.count < 13 else { throw .shape }
      bytes.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
    }
    guard bytes.count == 13 else { throw .shape }
    var sum = 0
    for position in 1..<13 {
      guard let value = Self.value(of: bytes[position], last: position == 12) else {
        throw .shape
      }
      sum += (position + 1) * value
    }
    guard Self.letters.contains(bytes[0]) else { throw .shape }
    guard Self.letters[sum % 23] == bytes[0] else { throw .checkLetter }
    description = String(decoding: bytes, as: UTF8.self)
    isTemporary = !(0x30...0x39).contains(bytes[12])
  }

  /// A temporary number's last letter counts as its place among the check letters.
  private static func value(of byte: UInt8, last: Bool) -> Int? {
    if (0x30...0x39).contains(byte) { return Int(byte) - 0x30 }
    return last ? letters.firstIndex(of: byte) : nil
  }
}
