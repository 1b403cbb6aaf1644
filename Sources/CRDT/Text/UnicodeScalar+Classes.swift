/// The classes that Unicode's tables tell of a scalar, looked up there only beyond ASCII.
///
/// A look into the tables takes many times as long as comparing numbers; a plan has a million letters,
/// and nearly all of them are ASCII.
extension Unicode.Scalar {
  /// The same as `properties.isWhitespace`.
  @inlinable package var isWhitespace: Bool {
    isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }

  /// The same as `properties.isAlphabetic`.
  @inlinable package var isAlphabetic: Bool {
    // The bit that tells small letters from capitals is set, so that one range holds both.
    isASCII ? (0x61...0x7A).contains(value | 0x20) : properties.isAlphabetic
  }

  /// Whether it stands for a number, the same as `properties.numericType != nil`.
  @inlinable package var isNumeric: Bool {
    isASCII ? (0x30...0x39).contains(value) : properties.numericType != nil
  }
}
