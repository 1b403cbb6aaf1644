/// The names that packs give to parts, lists, fields, options and roles.
///
/// They stand in addresses (`B.2.description`), file names and operations, so they are short and
/// plain: 1 to 64 bytes, a letter first, then letters, digits and single hyphens between them.
enum Identifier {
  /// Lower-case letters only.
  static func isValid(_ text: String) -> Bool { isValid(text, capitals: false) }

  /// The identifier of a part: a section's letter is a capital, and may follow a digit, as in `2A`.
  static func isPart(_ text: String) -> Bool { isValid(text, capitals: true) }

  private static func isValid(_ text: String, capitals: Bool) -> Bool {
    guard (1...64).contains(text.utf8.count) else { return false }
    var previous: UInt8?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): guard capitals else { return false }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard previous != nil || capitals && text.utf8.count > 1 else { return false }
      case UInt8(ascii: "-"):
        guard let previous, previous != UInt8(ascii: "-") else { return false }
      default: return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: "-")
  }
}
