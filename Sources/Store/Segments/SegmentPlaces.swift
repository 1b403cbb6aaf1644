/// Where the batches of a segment stood in the log, who sent them and when, in columns: equal steps in
/// a row are counted together, for batches come in floods.
///
/// Layout (numbers as LEB128, signed ones zigzag): accounts, each with its length; then three columns,
/// of runs of a value and how often: the steps between cursors, the accounts' numbers (0 for none), the
/// steps between times in milliseconds.
struct SegmentPlaces {
  struct Place: Hashable {
    var cursor: UInt64
    var account: AccountIdentifier?
    var received: UnixTime
  }

  static func encode(_ places: [Place]) -> [UInt8] {
    var accounts: [AccountIdentifier] = []
    var numbers: [AccountIdentifier: Int64] = [:]
    for case .some(let account) in places.map(\.account) where numbers[account] == nil {
      accounts.append(account)
      numbers[account] = Int64(accounts.count)
    }
    var bytes: [UInt8] = []
    append(UInt64(accounts.count), to: &bytes)
    for account in accounts {
      let name = Array(account.description.utf8)
      append(UInt64(name.count), to: &bytes)
      bytes += name
    }
    var cursors: [Int64] = []
    var times: [Int64] = []
    var last = Place(cursor: 0, account: nil, received: UnixTime(milliseconds: 0))
    for place in places {
      cursors.append(Int64(bitPattern: place.cursor &- last.cursor))
      times.append(place.received.milliseconds &- last.received.milliseconds)
      last = place
    }
    append(column: cursors, to: &bytes)
    append(column: places.map { $0.account.flatMap { numbers[$0] } ?? 0 }, to: &bytes)
    append(column: times, to: &bytes)
    return bytes
  }

  /// Reads `count` places; nil if the bytes are not these.
  static func decode(_ bytes: [UInt8], count: Int) -> [Place]? {
    var reader = Reader(bytes: bytes[...])
    guard let accountCount = reader.number(), accountCount <= UInt64(bytes.count) else {
      return nil
    }
    var accounts: [AccountIdentifier] = []
    for _ in 0..<accountCount {
      guard let length = reader.number(), let name = reader.block(length) else { return nil }
      accounts.append(AccountIdentifier(String(decoding: name, as: UTF8.self)))
    }
    guard let cursors = reader.column(count), let senders = reader.column(count),
      let times = reader.column(count), reader.bytes.isEmpty
    else { return nil }
    var places: [Place] = []
    places.reserveCapacity(count)
    var cursor: UInt64 = 0
    var time: Int64 = 0
    for index in 0..<count {
      cursor &+= UInt64(bitPattern: cursors[index])
      time &+= times[index]
      guard senders[index] >= 0, senders[index] <= Int64(accounts.count) else { return nil }
      let account = senders[index] == 0 ? nil : accounts[Int(senders[index]) - 1]
      places.append(
        Place(cursor: cursor, account: account, received: UnixTime(milliseconds: time)))
    }
    return places
  }

  private static func append(column: [Int64], to bytes: inout [UInt8]) {
    var index = 0
    while index < column.count {
      let value = column[index]
      let end = column[index...].firstIndex { $0 != value } ?? column.count
      append(UInt64(bitPattern: (value << 1) ^ (value >> 63)), to: &bytes)
      append(UInt64(end - index), to: &bytes)
      index = end
    }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func number() -> UInt64? {
      var result: UInt64 = 0
      var shift: UInt64 = 0
      while let byte = bytes.popFirst(), shift < 64 {
        result |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return result }
        shift += 7
      }
      return nil
    }

    mutating func block(_ length: UInt64) -> ArraySlice<UInt8>? {
      guard length <= UInt64(bytes.count) else { return nil }
      defer { bytes = bytes.dropFirst(Int(length)) }
      return bytes.prefix(Int(length))
    }

    mutating func column(_ count: Int) -> [Int64]? {
      var column: [Int64] = []
      column.reserveCapacity(count)
      while column.count < count {
        guard let value = number(), let repeats = number(), repeats > 0,
          repeats <= UInt64(count - column.count)
        else { return nil }
        let signed = Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
        column += repeatElement(signed, count: Int(repeats))
      }
      return column
    }
  }
}
