/// The present text of one field: UTF-8 with a gap where the last edit was.
///
/// Positions and lengths count Unicode scalars. Edits at the caret are O(length of the edit); a jump
/// moves the bytes between. While all is ASCII a position is a byte; else it is counted from the
/// gap or the nearer end.
struct TextBuffer: Sendable {
  private var bytes: [UInt8] = []
  private var gapStart = 0
  private var gapEnd = 0
  /// Scalars in all, and before the gap.
  private(set) var scalarCount = 0
  private var scalarsBeforeGap = 0

  init() {}

  /// Takes valid UTF-8 of so many scalars.
  init(_ text: [UInt8], scalars: Int) {
    bytes = text
    gapStart = text.count
    gapEnd = text.count
    scalarCount = scalars
    scalarsBeforeGap = scalars
  }

  var byteCount: Int { bytes.count &- (gapEnd &- gapStart) }

  /// What it holds in memory, the gap included.
  var capacity: Int { bytes.capacity }

  // MARK: Editing

  /// Inserts valid UTF-8 of `scalars` scalars.
  ///
  /// - Precondition: `position <= scalarCount`.
  @inline(__always)
  mutating func insert(
    _ text: UnsafeBufferPointer<UInt8>, scalars: Int, at position: Int
  ) {
    if position != scalarsBeforeGap { moveGap(to: position) }
    let length = text.count
    if gapEnd &- gapStart < length { grow(by: length) }
    bytes.withUnsafeMutableBufferPointer { buffer in
      if length == 1 {
        buffer[gapStart] = text[0]
      } else if let target = buffer.baseAddress, let source = text.baseAddress {
        (target + gapStart).update(from: source, count: length)
      }
    }
    gapStart &+= length
    scalarCount &+= scalars
    scalarsBeforeGap &+= scalars
  }

  /// Deletes `length` scalars from `position` on.
  ///
  /// - Precondition: `position + length <= scalarCount`.
  @inline(__always)
  mutating func delete(at position: Int, length: Int) {
    // Backspace at the caret: what goes lies right before the gap.
    if position &+ length == scalarsBeforeGap {
      gapStart = byteOffset(ofScalar: position)
      scalarsBeforeGap = position
      scalarCount &-= length
      return
    }
    if position != scalarsBeforeGap { moveGap(to: position) }
    if isASCII {
      gapEnd &+= length
    } else {
      bytes.withUnsafeBufferPointer {
        gapEnd = UTF8Scan.offset(in: $0, from: gapEnd, scalars: length)
      }
    }
    scalarCount &-= length
  }

  private var isASCII: Bool { scalarCount == byteCount }

  /// The byte in `bytes` at which a scalar before the gap begins.
  private func byteOffset(ofScalar scalar: Int) -> Int {
    if isASCII { return scalar }
    return bytes.withUnsafeBufferPointer { buffer in
      if scalar < scalarsBeforeGap / 2 {
        return UTF8Scan.offset(in: buffer, from: 0, scalars: scalar)
      }
      var index = gapStart
      var remaining = scalarsBeforeGap &- scalar
      while remaining > 0 {
        index &-= 1
        if buffer[index] & 0xC0 != 0x80 { remaining &-= 1 }
      }
      return index
    }
  }

  private mutating func moveGap(to position: Int) {
    if position < scalarsBeforeGap {
      let target = byteOffset(ofScalar: position)
      let length = gapStart &- target
      bytes.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        (base + (gapEnd &- length)).update(from: base + target, count: length)
      }
      gapStart = target
      gapEnd &-= length
    } else {
      let target: Int
      if isASCII {
        target = gapEnd &+ (position &- scalarsBeforeGap)
      } else {
        target = bytes.withUnsafeBufferPointer {
          UTF8Scan.offset(in: $0, from: gapEnd, scalars: position &- scalarsBeforeGap)
        }
      }
      let length = target &- gapEnd
      bytes.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        (base + gapStart).update(from: base + gapEnd, count: length)
      }
      gapStart &+= length
      gapEnd = target
    }
    scalarsBeforeGap = position
  }

  /// Makes the gap at least `length` bytes: an eighth of the text, so that growth is amortised and
  /// steady memory stays near the text's own size.
  private mutating func grow(by length: Int) {
    let used = byteCount
    let gap = max(length, used / 8, 64)
    var larger = [UInt8]()
    larger.reserveCapacity(used &+ gap)
    larger.append(contentsOf: bytes[..<gapStart])
    larger.append(contentsOf: repeatElement(0, count: gap))
    larger.append(contentsOf: bytes[gapEnd...])
    gapEnd = gapStart &+ gap
    bytes = larger
  }

  // MARK: Reading

  /// The whole text as UTF-8.
  var utf8: [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(byteCount)
    result.append(contentsOf: bytes[..<gapStart])
    result.append(contentsOf: bytes[gapEnd...])
    return result
  }

  var string: String { String(decoding: utf8, as: UTF8.self) }
}
