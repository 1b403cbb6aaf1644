/// A folded word as the check compares it: two machine words instead of a string.
///
/// The rules put some hundred questions to each word of a plan, most of which are "is it one of
/// these". A term holds up to sixteen bytes of UTF-8 itself, so that a copy counts no reference and
/// a comparison calls no function; written as a literal it is a constant. Of a longer word it holds
/// the first eight bytes and a hash of the whole. Terms compare by bytes, not by canonical
/// equivalence.
struct Term: Hashable, Sendable {
  /// The first eight bytes, the first of them lowest; zero where the word has ended.
  private let head: UInt64
  /// The next eight; of a longer word `longMark` and a hash.
  private let tail: UInt64

  /// No word at all: what stands outside a text.
  static let none = Term(head: 0, tail: 0)

  /// The most bytes a term spells out.
  static let longest = 16

  /// No UTF-8 has such a byte.
  private static let longMark: UInt64 = 0xFF << 56

  init(_ text: some StringProtocol) {
    var spelling = TermSpelling()
    spelling.append(text)
    self = spelling.term
  }

  init(_ scalar: Unicode.Scalar) {
    var spelling = TermSpelling()
    for byte in scalar.utf8 { spelling.append(byte) }
    self = spelling.term
  }

  @inline(__always)
  init(head: UInt64, tail: UInt64) {
    self.head = head
    self.tail = tail
  }

  /// - Parameter rest: the bytes beyond the first sixteen, at least one.
  init(head: UInt64, tail: UInt64, rest: [UInt8]) {
    self.head = head
    // Fowler, Noll and Vo's hash 1a, shortened to what the mark leaves.
    let hash = rest.reduce(tail) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    self.tail = Self.longMark | hash &>> 8
  }

  private var isLong: Bool { tail & Self.longMark == Self.longMark }

  /// The bytes of the word; one more than `longest` for any longer word.
  var length: Int {
    if isLong { return Self.longest + 1 }
    return tail == 0 ? 8 - head.leadingZeroBitCount / 8 : 16 - tail.leadingZeroBitCount / 8
  }

  /// The first byte; zero where there is none.
  var first: UInt8 { UInt8(truncatingIfNeeded: head) }

  /// The word; nil where it is too long to be spelt out.
  var spelling: String? {
    if isLong { return nil }
    return String(decoding: Self.bytes(head, tail).prefix(length), as: UTF8.self)
  }

  /// The sixteen bytes of both halves.
  static func bytes(_ head: UInt64, _ tail: UInt64) -> [UInt8] {
    (0..<longest).map { index in
      UInt8(truncatingIfNeeded: (index < 8 ? head : tail) &>> UInt64(8 * (index & 7)))
    }
  }

  /// Well mixed, and the same in every run.
  var hash: UInt64 {
    let mixed = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed &>> 32)
  }

  @inline(__always)
  static func == (left: Term, right: Term) -> Bool {
    (left.head ^ right.head) | (left.tail ^ right.tail) == 0
  }
}

/// Inlined, and without a call for short words, so that the compiler makes a constant of a literal.
extension Term: ExpressibleByStringLiteral {
  @inline(__always)
  init(stringLiteral literal: StaticString) {
    let count = literal.utf8CodeUnitCount
    guard count <= Self.longest else {
      self.init(String(describing: literal))
      return
    }
    let bytes = literal.utf8Start
    var head: UInt64 = 0
    var tail: UInt64 = 0
    for index in 0..<min(count, 8) { head |= UInt64(bytes[index]) &<< UInt64(8 &* index) }
    if count > 8 {
      for index in 8..<count { tail |= UInt64(bytes[index]) &<< UInt64(8 &* (index &- 8)) }
    }
    self.init(head: head, tail: tail)
  }
}
