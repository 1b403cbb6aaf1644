/// A patient's NHS number: ten digits, the last a check digit (NHS Data Model and Dictionary).
package struct NHSNumber: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a number that is none.
  package enum Fault: Error, Hashable {
    /// Not ten digits.
    case shape
    /// The last digit does not follow from the others: a slip of the pen.
    case checkDigit
  }

  private let digits: [UInt8]

  /// As people read it out: `999 123 4567`.
  package var description: String {
    func group(_ range: Range<Int>) -> String { range.map { "\(digits[$0])" }.joined() }
    return "\(group(0..<3)) \(group(3..<6)) \(group(6..<10))"
  }

  /// Reads a number; spaces and hyphens between the digits are allowed.
  package init(_ text: String) throws(Fault) {
    var digits: [UInt8] = []
    for byte in text.utf8 where byte != 0x20 && byte != 0x2D {
      guard (0x30...0x39).contains(byte), digits.count < 10 else {
        throw .shape
      }
      digits.append(byte - 0x30)
    }
    guard digits.count == 10 else { throw .shape }
    let sum = digits.prefix(9).enumerated().reduce(0) { $0 + (10 - $1.offset) * Int($1.element) }
    let check = (11 - sum % 11) % 11
    guard check != 10, check == Int(digits[9]) else {
      throw .checkDigit
    }
    self.digits = digits
  }
}
