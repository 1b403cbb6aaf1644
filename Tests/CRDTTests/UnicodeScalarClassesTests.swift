import CRDT
import Testing

struct UnicodeScalarClassesTests {
  @Test func `a scalar's classes are those of Unicode's tables`() {
    for value in 0...UInt32(0x10FFFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      let isSame =
        scalar.isWhitespace == properties.isWhitespace
        && scalar.isAlphabetic == properties.isAlphabetic
        && scalar.isNumeric == (properties.numericType != nil)
      if !isSame { Issue.record("U+\(String(value, radix: 16))") }
    }
  }
}
