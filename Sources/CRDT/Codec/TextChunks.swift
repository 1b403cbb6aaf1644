/// How inserted text is cut into the chunks that can be erased one by one: words, and what stands
/// between them.
///
/// The rule is fixed for ever, since a batch's digest is made over its chunks: a scalar belongs to a
/// word if it is an ASCII letter or digit, or from U+00C0 on and not in the block of general
/// punctuation (U+2000 to U+206F); a chunk ends where words begin or end, and after 64 scalars. Text
/// is taken as one, whatever runs it was inserted by. What is left of a text when chunks are erased is
/// cut, stretch by stretch, as it was before.
package enum TextChunks {
  /// No chunk has more scalars.
  static let longest = 64

  /// Calls `body` with each chunk of valid UTF-8, as bytes, in order. O(text).
  package static func forEach(in text: [UInt8], _ body: (Range<Int>, _ scalars: Int) -> Void) {
    var start = 0
    var scalars = 0
    var isWord = false
    var offset = 0
    while offset < text.count {
      let (scalar, width) = scalar(in: text, at: offset)
      let belongs = isPartOfWord(scalar)
      if scalars > 0, belongs != isWord || scalars == longest {
        body(start..<offset, scalars)
        start = offset
        scalars = 0
      }
      isWord = belongs
      scalars += 1
      offset += width
    }
    if scalars > 0 { body(start..<text.count, scalars) }
  }

  static func isPartOfWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x2000...0x206F: false
    default: scalar >= 0xC0
    }
  }

  /// The scalar whose first byte is at `offset` of valid UTF-8, and its bytes.
  private static func scalar(in text: [UInt8], at offset: Int) -> (value: UInt32, width: Int) {
    let lead = UInt32(text[offset])
    if lead < 0x80 { return (lead, 1) }
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = lead & (0x7F >> UInt32(width))
    for next in text[(offset + 1)..<min(offset + width, text.count)] {
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (value, width)
  }
}
