/// One column of a frame.
package struct Cell: Hashable, Sendable {
  /// How a cell looks. Colour is never the only bearer of meaning.
  package struct Style: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Style(rawValue: 1)
    package static let dim = Style(rawValue: 2)
    package static let underlined = Style(rawValue: 4)
    package static let reversed = Style(rawValue: 8)
    package static let red = Style(rawValue: 16)
    package static let green = Style(rawValue: 32)
    package static let yellow = Style(rawValue: 64)

    /// The parameters of ECMA-48's “select graphic rendition”, all others reset.
    var parameters: String {
      let codes: [(Style, Int)] = [
        (.bold, 1), (.dim, 2), (.underlined, 4), (.reversed, 7), (.red, 31), (.green, 32),
        (.yellow, 33),
      ]
      return codes.reduce("0") { contains($1.0) ? "\($0);\($1.1)" : $0 }
    }
  }

  /// One grapheme cluster; empty for the second column of a wide one.
  package var glyph: String
  package var style: Style

  package init(_ glyph: String = " ", _ style: Style = []) {
    self.glyph = glyph
    self.style = style
  }
}
