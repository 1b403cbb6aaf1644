/// Counting and finding Unicode scalars in UTF-8 that is known to be valid.
enum UTF8Scan {
  /// How many scalars start in the buffer: the bytes that are not continuations. O(n), eight bytes a
  /// step.
  static func scalars(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    var continuations = 0
    var index = 0
    while index &+ 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A continuation byte is 10xxxxxx: bit 7 set, bit 6 clear.
      let marks = (word & ~(word &<< 1)) & 0x8080_8080_8080_8080
      continuations &+= marks.nonzeroBitCount
      index &+= 8
    }
    while index < bytes.count {
      if bytes[index] & 0xC0 == 0x80 { continuations &+= 1 }
      index &+= 1
    }
    return bytes.count &- continuations
  }

  /// The byte at which the scalar `scalars` after the one at byte `start` begins, or the buffer's end.
  static func offset(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, scalars: Int) -> Int {
    var index = start
    var remaining = scalars
    while remaining > 0 && index < bytes.count {
      let lead = bytes[index]
      index &+= lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      remaining &-= 1
    }
    return index
  }
}

extension UTF8Scan {
  static func scalars(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer(scalars)
  }

  /// Whether the bytes are well-formed UTF-8 (The Unicode Standard, table 3-7). Quick for ASCII.
  static func isValid(_ bytes: [UInt8]) -> Bool {
    let isASCII = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      let raw = UnsafeRawPointer(base)
      var index = 0
      while index &+ 8 <= buffer.count {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { return false }
        index &+= 8
      }
      return buffer[index...].allSatisfy { $0 < 0x80 }
    }
    return isASCII || String(validating: bytes, as: UTF8.self) != nil
  }
}
