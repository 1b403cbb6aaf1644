import CZstd

/// Zstandard (RFC 8878), by the system's library. A frame's first four bytes are always the same, so
/// they are left out: a document has ten small frames.
enum Compression {
  private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

  /// How hard to try: bytes against time.
  enum Effort: Int32, Sendable {
    /// For what is soon written anew: snapshots.
    case quick = 3
    /// For what is kept.
    case thorough = 17
  }

  /// Compresses `bytes`; where given, `prefix` is what the reader will have too, to refer back to.
  static func compress(
    _ bytes: [UInt8], effort: Effort, prefix: [UInt8] = []
  ) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, effort.rawValue)
    // The frame's end is known from outside, and damage is found by the chunk's own checksum.
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
    if !prefix.isEmpty {
      let reach = Int32(64 - (prefix.count + bytes.count).leadingZeroBitCount)
      ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, min(27, max(10, reach)))
    }
    var result = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let size = prefix.withUnsafeBytes { prefix in
      ZSTD_CCtx_refPrefix(context, prefix.baseAddress, prefix.count)
      return result.withUnsafeMutableBytes { result in
        bytes.withUnsafeBytes { bytes in
          ZSTD_compress2(
            context, result.baseAddress, result.count, bytes.baseAddress, bytes.count)
        }
      }
    }
    precondition(ZSTD_isError(size) == 0, "zstd refuses to compress into a buffer of its own bound")
    return Array(result[magic.count..<size])
  }

  /// Takes apart what `compress` made. Keeps its tables from one block to the next: making them anew
  /// costs more than a small block does.
  final class Unpacker {
    private let context = ZSTD_createDCtx()
    private var frame: [UInt8] = []
    /// How many bytes it may give yet.
    private var room = SavedFile.sizeLimit

    deinit { ZSTD_freeDCtx(context) }

    /// The `size` bytes that were compressed.
    ///
    /// - Throws: `damaged` where they are not these; `invalid` where they are more than a file holds.
    func decompress(
      _ bytes: ArraySlice<UInt8>, size: Int, prefix: [UInt8] = []
    ) throws(CodecError) -> [UInt8] {
      guard size <= room else { throw .invalid }
      room -= size
      var isWhole = false
      frame.removeAll(keepingCapacity: true)
      frame.append(contentsOf: magic)
      frame.append(contentsOf: bytes)
      let result = prefix.withUnsafeBytes { prefix in
        ZSTD_DCtx_refPrefix(context, prefix.baseAddress, prefix.count)
        return frame.withUnsafeBytes { frame in
          [UInt8](unsafeUninitializedCapacity: size) { result, count in
            let written = ZSTD_decompressDCtx(
              context, result.baseAddress, size, frame.baseAddress, frame.count)
            isWhole = ZSTD_isError(written) == 0 && written == size
            count = isWhole ? size : 0
          }
        }
      }
      guard isWhole else { throw .damaged }
      return result
    }
  }
}
