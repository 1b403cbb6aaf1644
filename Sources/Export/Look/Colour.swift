/// A colour of the sRGB space.
package struct Colour: Hashable, Sendable, CustomStringConvertible {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package static let white = Colour(red: 255, green: 255, blue: 255)

  /// The least contrast that text may have with its ground (WCAG 2.2, success criterion 1.4.3).
  package static let leastContrast = 4.5

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#0f5089`; nil for anything else.
  package init?(_ text: String) {
    let digits = text.utf8
    guard digits.count == 7, digits.first == UInt8(ascii: "#"),
      let number = UInt32(text.dropFirst(), radix: 16),
      // `UInt32` would take a sign for a digit.
      digits.dropFirst().allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
    else { return nil }
    self.init(
      red: UInt8(truncatingIfNeeded: number >> 16), green: UInt8(truncatingIfNeeded: number >> 8),
      blue: UInt8(truncatingIfNeeded: number))
  }

  /// As in `#0f5089`.
  package var description: String { "#" + hexadecimal }

  /// As in `0f5089`, the way Word has it.
  var hexadecimal: String {
    [red, green, blue].map { channel in
      let digits = String(channel, radix: 16)
      return channel < 16 ? "0" + digits : digits
    }.joined()
  }

  /// The ratio of two colours' luminances, from 1 to 21 (WCAG 2.2, “contrast ratio”).
  package func contrast(with other: Colour) -> Double {
    let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }

  /// The nearest darker shade of the same hue that can be read on white.
  package var readableOnWhite: Colour {
    for left in stride(from: 255, through: 0, by: -1) {
      func shade(_ channel: UInt8) -> UInt8 { UInt8(Int(channel) * left / 255) }
      let colour = Colour(red: shade(red), green: shade(green), blue: shade(blue))
      if colour.contrast(with: .white) >= Self.leastContrast { return colour }
    }
    return Colour(red: 0, green: 0, blue: 0)
  }

  /// WCAG 2.2, “relative luminance”.
  private var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  private static func linear(_ channel: UInt8) -> Double {
    let value = Double(channel) / 255
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    return base * base * fifthRoot(base * base)
  }

  /// x^2.4 is x² times the fifth root of x²; found by Newton's method, for the pure core has no `pow`.
  private static func fifthRoot(_ value: Double) -> Double {
    var root = 1.0
    for _ in 0..<40 {
      let power = root * root * root * root
      root -= (power * root - value) / (5 * power)
    }
    return root
  }
}
