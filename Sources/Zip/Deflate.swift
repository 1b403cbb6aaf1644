import CZlib

/// Raw deflate streams (RFC 1951), without a header.
enum Deflate {
  /// Of zlib's 1 to 9. A Word file of two hundred pages takes 7 ms in place of 19 at the default 6, for
  /// a fifth more bytes.
  private static let level: Int32 = 3

  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let started = deflateInit2_(
      &stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    // Only a lack of memory or a library of another version can stop it here.
    precondition(started == Z_OK, "zlib could not be started")
    defer { deflateEnd(&stream) }
    var input = bytes
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return input.withUnsafeMutableBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        let ended = deflate(&stream, Z_FINISH)
        precondition(ended == Z_STREAM_END, "deflateBound was too small")
        count = bound - Int(stream.avail_out)
      }
    }
  }

  /// Unpacks a stream that must give exactly `size` bytes; nil where it does not.
  static func decompress(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    var stream = z_stream()
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(bytes)
    var isWhole = false
    // A byte more than promised, so that a longer stream is noticed.
    let capacity = size + 1
    let unpacked = input.withUnsafeMutableBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(capacity)
        let ended = inflate(&stream, Z_FINISH)
        count = capacity - Int(stream.avail_out)
        isWhole = ended == Z_STREAM_END && count == size && stream.avail_in == 0
      }
    }
    return isWhole ? unpacked : nil
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(truncatingIfNeeded: bytes.count)))
  }
}
