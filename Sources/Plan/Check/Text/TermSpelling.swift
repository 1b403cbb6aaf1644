/// A term in the making, byte by byte.
struct TermSpelling {
  private var head: UInt64 = 0
  private var tail: UInt64 = 0
  private var count = 0
  /// What goes beyond the bytes that a term spells out.
  private var rest: [UInt8] = []

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count < 8 {
      head |= UInt64(byte) &<< UInt64(8 &* count)
    } else if count < Term.longest {
      tail |= UInt64(byte) &<< UInt64(8 &* (count &- 8))
    } else {
      rest.append(byte)
    }
    count &+= 1
  }

  mutating func append(_ text: some StringProtocol) {
    for byte in text.utf8 { append(byte) }
  }

  var term: Term {
    rest.isEmpty ? Term(head: head, tail: tail) : Term(head: head, tail: tail, rest: rest)
  }

  /// The whole word, where its term does not spell it out.
  var longWord: String? {
    rest.isEmpty ? nil : String(decoding: Term.bytes(head, tail) + rest, as: UTF8.self)
  }
}
