/// CRC-32 (ISO 3309, as in gzip): tells damage by chance, not by intent.
enum Checksum {
  /// Eight tables of 256: entry `b` of table k is what byte `b` adds when k bytes follow it.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      tables[byte] = (0..<8).reduce(UInt32(byte)) { value, _ in
        value & 1 == 0 ? value >> 1 : 0xEDB8_8320 ^ (value >> 1)
      }
    }
    for entry in 256..<8 * 256 {
      let previous = tables[entry - 256]
      tables[entry] = tables[Int(previous & 0xFF)] ^ (previous >> 8)
    }
    return tables
  }()

  /// O(n), eight bytes a step (Kounavis & Berry, *Novel Table Lookup-Based Algorithms for
  /// High-Performance CRC Generation*, 2008).
  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      bytes.withUnsafeBytes { bytes in
        var value: UInt32 = 0xFFFF_FFFF
        var index = 0
        while index &+ 8 <= bytes.count {
          let low = bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self).littleEndian ^ value
          let high = bytes.loadUnaligned(fromByteOffset: index &+ 4, as: UInt32.self).littleEndian
          value =
            tables[0x700 | Int(low & 0xFF)] ^ tables[0x600 | Int(low >> 8 & 0xFF)]
            ^ tables[0x500 | Int(low >> 16 & 0xFF)] ^ tables[0x400 | Int(low >> 24)]
          value ^=
            tables[0x300 | Int(high & 0xFF)] ^ tables[0x200 | Int(high >> 8 & 0xFF)]
            ^ tables[0x100 | Int(high >> 16 & 0xFF)] ^ tables[Int(high >> 24)]
          index &+= 8
        }
        while index < bytes.count {
          value = tables[Int((value ^ UInt32(bytes[index])) & 0xFF)] ^ (value >> 8)
          index &+= 1
        }
        return ~value
      }
    }
  }
}
