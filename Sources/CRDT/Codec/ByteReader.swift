/// Reads what `ByteWriter` writes from bytes that may be anything: every length is checked before it
/// is believed.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// For the compressed blocks within; where there is none, each brings its own.
  let unpacker: Compression.Unpacker?

  init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  init(_ bytes: ArraySlice<UInt8>, unpacker: Compression.Unpacker? = nil) {
    self.bytes = bytes
    self.unpacker = unpacker
    position = bytes.startIndex
  }

  var remaining: Int { bytes.endIndex - position }

  /// What was not read yet.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  mutating func byte() throws(CodecError) -> UInt8 {
    guard position < bytes.endIndex else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  @inline(__always)
  mutating func number() throws(CodecError) -> UInt64 {
    if position < bytes.endIndex, bytes[position] < 0x80 {
      defer { position &+= 1 }
      return UInt64(bytes[position])
    }
    return try longNumber()
  }

  private mutating func longNumber() throws(CodecError) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      let bits = UInt64(byte & 0x7F)
      if shift == 63, bits > 1 { throw .invalid }
      result |= bits << shift
      if byte & 0x80 == 0 {
        // One form for each number, so that equal batches are equal bytes.
        if byte == 0 && shift > 0 { throw .invalid }
        return result
      }
      shift += 7
      if shift > 63 { throw .invalid }
    }
  }

  /// A number of at most `limit`; where that is negative, there is none.
  mutating func number(atMost limit: Int) throws(CodecError) -> Int {
    let number = try number()
    guard limit >= 0, number <= UInt64(limit) else { throw .invalid }
    return Int(number)
  }

  /// How many things follow that take at least `size` bytes each.
  mutating func count(ofSize size: Int = 1) throws(CodecError) -> Int {
    let number = try number()
    guard number <= UInt64(remaining / size) else { throw .truncated }
    return Int(number)
  }

  mutating func signed() throws(CodecError) -> Int64 {
    let number = try number()
    return Int64(bitPattern: (number >> 1) ^ (0 &- (number & 1)))
  }

  mutating func bytes(_ count: Int) throws(CodecError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw .truncated }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func block() throws(CodecError) -> ArraySlice<UInt8> {
    let count = try count()
    return try bytes(count)
  }

  mutating func word() throws(CodecError) -> UInt32 {
    var word: UInt32 = 0
    for (index, byte) in try bytes(4).enumerated() { word |= UInt32(byte) << UInt32(8 * index) }
    return word
  }

  mutating func agent() throws(CodecError) -> AgentID {
    let start = position
    guard remaining >= 16 else { throw .truncated }
    position += 16
    return bytes.withUnsafeBytes { buffer in
      let offset = start - bytes.startIndex
      let high = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let low = buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
      return AgentID(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }
  }

  func finish() throws(CodecError) {
    if remaining != 0 { throw .trailingBytes }
  }
}
