import CRDT

/// One line of text in which everything can be seen.
///
/// A plan's words come from outside. Characters that would hide, reorder or break what is printed
/// (controls, bidirectional overrides, stray tag characters) are written out as `[U+202E]`; line
/// breaks and tabs become spaces. Whatever else people write in any script stays as it is.
struct VisibleText: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  let description: String

  init(_ raw: String) {
    description = raw.utf8.allSatisfy(Self.isPlain) ? raw : Self.shown(raw)
  }

  init(stringLiteral value: String) { self.init(value) }

  var isEmpty: Bool { description.isEmpty }

  /// Whether a scalar ends a line of prose. Word processors leave several of these behind.
  static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

  private static func shown(_ raw: String) -> String {
    var text = ""
    var insideFlag = false
    text.append(raw) { scalar in
      if scalar.isASCII && isPlain(UInt8(scalar.value)) {
        insideFlag = false
        return nil
      }
      let isTag = (0xE0020...0xE007F).contains(scalar.value)
      let isShown = isTag ? insideFlag : !isHidden(scalar)
      // The flags of England, Scotland and Wales are a black flag followed by tag characters.
      insideFlag = scalar.value == 0x1F3F4 || insideFlag && isTag && scalar.value != 0xE007F
      if isLineBreak(scalar) || scalar.value == 0x09 { return " " }
      return isShown ? nil : escape(scalar)
    }
    return text
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true  // controls
    case 0x202A...0x202E, 0x2066...0x2069: true  // bidirectional embeddings, overrides, isolates
    case 0x206A...0x206F, 0xFFF9...0xFFFB, 0xFEFF: true  // deprecated format characters, marks
    case 0xE0000...0xE0FFF: !(0xE0100...0xE01EF).contains(scalar.value)  // tags, unassigned
    default: scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "[U+\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)]"
  }
}
