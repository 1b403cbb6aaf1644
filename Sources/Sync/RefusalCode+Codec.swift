import CRDT

extension RefusalCode {
  /// The codes without detail, by their numbers on the wire. A number is never given a second meaning.
  private static let plain: [UInt64: RefusalCode] = [
    1: .unsignedOrBadSignature, 2: .notPermitted, 3: .phaseForbids, 4: .agentBelongsToAnother,
    5: .impersonation, 8: .malformed, 9: .tooLarge, 10: .planErased, 11: .unavailable,
  ]
  private static let numbers = Dictionary(
    uniqueKeysWithValues: plain.map { number, code in (code, number) })
  private static let gapNumber: UInt64 = 6
  private static let missingParentNumber: UInt64 = 7
  /// Numbers from here on belong to later versions.
  private static let firstUnknown: UInt64 = 12

  /// The code's number, then its detail with its length, so that a reader of an older version can
  /// step over a code it does not know.
  func write(to writer: inout ByteWriter) throws(SyncError) {
    var detail = ByteWriter()
    let number: UInt64
    switch self {
    case .gap(let expected):
      number = Self.gapNumber
      detail.number(expected)
    case .missingParent(let event):
      number = Self.missingParentNumber
      detail.agent(event.agent)
      detail.number(event.sequence)
    case .unknown(let code, let bytes):
      number = code
      guard code >= Self.firstUnknown else { throw .badNumber(offset: writer.bytes.count) }
      guard bytes.count <= SyncLimits.refusalDetailBytes else {
        throw .limitExceeded(limit: SyncLimits.refusalDetailBytes)
      }
      detail.raw(bytes)
    default:
      guard let code = Self.numbers[self] else { throw .badNumber(offset: writer.bytes.count) }
      number = code
    }
    writer.number(number)
    writer.block(detail.bytes)
  }

  /// Reads what `write(to:)` writes.
  init(from reader: inout ByteReader) throws(SyncError) {
    let start = reader.offset
    let number = try reader.number()
    var detail = ByteReader(Array(try reader.block(limit: SyncLimits.refusalDetailBytes)))
    if number == Self.gapNumber {
      self = .gap(expected: try detail.number())
    } else if number == Self.missingParentNumber {
      self = .missingParent(EventID(agent: try detail.agent(), sequence: try detail.number()))
    } else if let code = Self.plain[number] {
      self = code
    } else {
      guard number >= Self.firstUnknown else { throw .badNumber(offset: start) }
      self = .unknown(code: number, detail: Array(try detail.raw(detail.remaining)))
    }
    try detail.finish()
  }
}
