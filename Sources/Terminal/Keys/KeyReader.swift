/// Turns the bytes a terminal sends into keys.
///
/// Sources: ECMA-48 for control sequences; xterm's “ctlseqs” for function keys and bracketed paste.
/// Any bytes may come: what is no key known here is passed over, and nothing held grows beyond a limit.
package struct KeyReader: Sendable {
  /// Bytes of one paste; what goes beyond is dropped.
  package static let pasteLimit = 4 << 20
  /// Bytes of one control sequence; none that is meant is near as long.
  private static let sequenceLimit = 64

  private var waiting: [UInt8] = []
  /// What is being pasted; nil outside of a paste.
  private var pasted: [UInt8]?

  package init() {}

  /// Whether a lone escape may have been a key by itself: ``flush()`` decides it so.
  package var isWaiting: Bool { !waiting.isEmpty && pasted == nil }

  /// The keys that are complete with these bytes.
  package mutating func receive(_ bytes: [UInt8]) -> [Key] {
    waiting += bytes
    var keys: [Key] = []
    var used = 0
    while used < waiting.count {
      if pasted != nil {
        guard let count = takePasted(from: used, into: &keys) else { break }
        used += count
      } else {
        guard let (key, count) = Self.key(in: waiting[used...]) else { break }
        used += count
        if key == .some(.pasteBegins) { pasted = [] }
        if case .key(let key)? = key { keys.append(key) }
      }
    }
    waiting.removeFirst(min(used, waiting.count))
    return keys
  }

  /// Nothing more came for a while: what waits is no beginning of a sequence.
  package mutating func flush() -> [Key] {
    guard isWaiting else { return [] }
    let bytes = waiting
    waiting = []
    if bytes == [0x1B] { return [.escape] }
    // An escape that something followed which is no sequence: the key, then the rest.
    if bytes[0] == 0x1B { return [.escape] + receive(Array(bytes.dropFirst())) }
    return []
  }

  // MARK: Pasting

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  /// How many bytes were taken; nil where more must come before it is known what they are.
  private mutating func takePasted(from start: Int, into keys: inout [Key]) -> Int? {
    let rest = waiting[start...]
    let end = Self.pasteEnd
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index] == 0x1B {
        let tail = rest[index...].prefix(end.count)
        if tail.elementsEqual(end) {
          keep(rest[start..<index])
          keys.append(.paste(Self.lineFeeds(pasted ?? [])))
          pasted = nil
          return index - start + end.count
        }
        if end.starts(with: tail) {
          // The end may have begun.
          if index == start { return nil }
          keep(rest[start..<index])
          return index - start
        }
      }
      index += 1
    }
    keep(rest)
    return rest.count
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    let room = Self.pasteLimit - (pasted?.count ?? 0)
    pasted?.append(contentsOf: bytes.prefix(max(0, room)))
  }

  /// Terminals send a carriage return for each line end.
  private static func lineFeeds(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A, previous == 0x0D {
        previous = byte
        continue
      }
      result.append(byte == 0x0D ? 0x0A : byte)
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: Single keys

  private enum Found: Equatable {
    case key(Key)
    case pasteBegins
  }

  /// The first key and its bytes; a nil key is to be passed over. Nil where it is not yet whole.
  private static func key(in bytes: ArraySlice<UInt8>) -> (Found?, Int)? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escaped(bytes)
    case 0x0D, 0x0A: return (.key(.enter), 1)
    case 0x09: return (.key(.tab), 1)
    case 0x7F, 0x08: return (.key(.backspace), 1)
    case 0x01...0x1A:
      return (.key(.control(Character(Unicode.Scalar(first + 0x60)))), 1)
    case 0x1F: return (.key(.control("_")), 1)
    case 0x00..<0x20: return (nil, 1)
    default: return text(bytes)
    }
  }

  /// One scalar of UTF-8; a byte that belongs to none is passed over.
  private static func text(_ bytes: ArraySlice<UInt8>) -> (Found?, Int)? {
    let first = bytes[bytes.startIndex]
    let length: Int
    switch first {
    case ..<0x80: length = 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return (nil, 1)
    }
    let piece = bytes.prefix(length)
    if let wrong = piece.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return (nil, wrong - bytes.startIndex)
    }
    guard piece.count == length else { return nil }
    guard let text = String(validating: piece, as: UTF8.self) else { return (nil, length) }
    return (.key(.text(text)), length)
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>) -> (Found?, Int)? {
    guard let second = bytes.dropFirst().first else { return nil }
    switch second {
    case UInt8(ascii: "["): return sequence(bytes)
    case UInt8(ascii: "O"):
      guard let third = bytes.dropFirst(2).first else { return nil }
      return (cursorKey(third, modifier: 1).map { .key($0) }, 3)
    case 0x1B: return (.key(.escape), 1)
    case 0x0D: return (.key(.alt("\r")), 2)
    case 0x7F: return (.key(.alt("\u{7F}")), 2)
    case 0x20..<0x7F: return (.key(.alt(Character(Unicode.Scalar(second)))), 2)
    default: return (.key(.escape), 1)
    }
  }

  /// ESC `[`, parameters, a final byte.
  private static func sequence(_ bytes: ArraySlice<UInt8>) -> (Found?, Int)? {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return body.count > sequenceLimit ? (nil, bytes.count) : nil
    }
    let count = end - bytes.startIndex + 1
    let numbers = body[..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 1 }
    let modifier = numbers.count > 1 ? numbers[1] : 1
    guard body[end] == UInt8(ascii: "~") else {
      return (cursorKey(body[end], modifier: modifier).map { .key($0) }, count)
    }
    switch numbers.first {
    case 1, 7: return (.key(.home), count)
    case 3: return (.key(.delete), count)
    case 4, 8: return (.key(.end), count)
    case 5: return (.key(.pageUp), count)
    case 6: return (.key(.pageDown), count)
    case 200: return (.pasteBegins, count)
    default: return (nil, count)
    }
  }

  /// - Parameter modifier: xterm's: 1 and the sum of 1 shift, 2 alt, 4 control.
  private static func cursorKey(_ final: UInt8, modifier: Int) -> Key? {
    let jumps = modifier > 2
    switch final {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return jumps ? .wordRight : .right
    case UInt8(ascii: "D"): return jumps ? .wordLeft : .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "Z"): return .backTab
    default: return nil
    }
  }
}
