import Terminal

/// What the server takes as the name of a person or a device, checked before it is asked.
enum Label {
  /// Bytes of a name.
  private static let limit = 256

  /// - Parameter what: as the person gave it: an option or an argument.
  static func check(_ text: String, of what: String) throws(UserError) {
    guard text.unicodeScalars.contains(where: { $0 != " " }) else {
      throw UserError("“\(what)” is empty.", hint: "Give it a name.", exitCode: .usage)
    }
    guard text.utf8.count <= limit else {
      throw UserError(
        "“\(what)” is longer than \(limit) bytes.", hint: "Shorten it.", exitCode: .usage)
    }
    guard text.unicodeScalars.allSatisfy(isPrinting) else {
      throw UserError(
        "“\(what)” holds a character that cannot be seen.",
        hint: "Give one line of letters, digits and marks.", exitCode: .usage)
    }
  }

  /// A reason as the record of an official act takes it: one line.
  static func checkReason(_ text: String, of what: String) throws(UserError) {
    guard (1...2_000).contains(text.utf8.count), text.unicodeScalars.allSatisfy(isPrinting),
      text.unicodeScalars.contains(where: { $0 != " " })
    else {
      throw UserError(
        "“\(what)” must be one line of at most 2000 bytes.", hint: "Shorten it.",
        exitCode: .usage)
    }
  }

  /// A plan's reference: it is typed, spoken and made a file name of.
  static func checkReference(_ text: String) throws(UserError) {
    func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "A"..."Z", "a"..."z", "0"..."9": true
      default: false
      }
    }
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last, scalars.count <= 64,
      isAlphanumeric(first), isAlphanumeric(last),
      scalars.allSatisfy({ isAlphanumeric($0) || "-_./".unicodeScalars.contains($0) })
    else {
      throw UserError(
        "“\(Escaping.line(text))” cannot be a plan's reference.",
        hint: "Use up to 64 letters, digits and - _ . / within it, as in MK-0412.",
        exitCode: .usage)
    }
  }

  /// No control, and none of the marks that turn the direction of what follows.
  private static func isPrinting(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF:
      false
    default: true
    }
  }
}
