/// A picture as a file: PNG (ISO/IEC 15948) or JPEG (ISO/IEC 10918-1). Nothing of it is drawn here; its
/// size is read, and its bytes are carried along.
///
/// SVG is not taken: it can hold scripts, styles and addresses, and Word wants a picture beside it anyway.
package struct Picture: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case png
    case jpeg
  }

  package let kind: Kind
  /// In pixels.
  package let width: Int
  package let height: Int
  package let bytes: [UInt8]

  /// The most bytes of a file: it is carried in every document that is sent.
  package static let byteLimit = 512 << 10
  /// The most pixels of a side.
  package static let sideLimit = 4_000

  /// Nil for what is neither, is cut off before its size, or is larger than the limits.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.byteLimit else { return nil }
    let size: (width: Int, height: Int)?
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      kind = .png
      size = Self.sizeOfPNG(bytes)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      kind = .jpeg
      size = Self.sizeOfJPEG(bytes)
    } else {
      return nil
    }
    guard let size, (1...Self.sideLimit).contains(size.width),
      (1...Self.sideLimit).contains(size.height)
    else { return nil }
    (width, height) = size
    self.bytes = bytes
  }

  var mediaType: String { "image/\(kind.rawValue)" }

  /// The header chunk comes first (ISO/IEC 15948, 11.2.2).
  private static func sizeOfPNG(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 33, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    func number(_ index: Int) -> Int {
      bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    return (number(16), number(20))
  }

  /// The size stands in the frame header, behind other segments (ISO/IEC 10918-1, B.2.2).
  private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
    var index = 2
    while index + 9 < bytes.count {
      guard bytes[index] == 0xFF else { return nil }
      let marker = bytes[index + 1]
      if marker == 0xFF {
        index += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      func pair(_ offset: Int) -> Int {
        Int(bytes[index + offset]) << 8 | Int(bytes[index + offset + 1])
      }
      if isFrame { return (pair(7), pair(5)) }
      let length = pair(2)
      guard length >= 2 else { return nil }
      index += 2 + length
    }
    return nil
  }

  /// RFC 4648, section 4.
  var base64: String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      let group = (0..<3).reduce(0) { $0 << 8 | ($1 < count ? Int(bytes[start + $1]) : 0) }
      for place in 0..<4 {
        text.append(
          place <= count ? letters[group >> (18 - 6 * place) & 0x3F] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
