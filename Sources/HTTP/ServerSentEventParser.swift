/// Reads server-sent events out of bytes that arrive in any pieces (WHATWG HTML, section 9.2.6).
///
/// A value without clock or socket: bytes in, events out. An event that the stream's end cuts off is
/// never reported, as the standard demands.
package struct ServerSentEventParser: Sendable {
  /// The reconnection time the stream last asked for, in milliseconds.
  package private(set) var retry: Int?
  /// The last id the stream gave, once the blank line after it has come, to reconnect with.
  package private(set) var lastEventID = ""

  private let limit: Int
  /// The line so far, without its end.
  private var line: [UInt8] = []
  private var event: [UInt8] = []
  private var data: [UInt8] = []
  /// Apart from `data`, because an empty data line is data too.
  private var hasData = false
  private var id: String?
  private var lastByteWasReturn = false
  /// The first line may begin with a byte order mark, which is no part of it.
  private var isAtStart = true

  /// - Parameter limit: bytes that one event, or one line, may take.
  package init(limit: Int = 1024 * 1024) {
    self.limit = limit
  }

  /// Takes the next bytes, and returns the events they complete. O(bytes).
  ///
  /// - Throws: `eventTooLarge`. The parser is then of no more use: reconnect.
  package mutating func receive(
    _ bytes: some Sequence<UInt8>
  ) throws(HTTPError) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      let followsReturn = lastByteWasReturn
      lastByteWasReturn = byte == 0x0D
      switch byte {
      case 0x0A where followsReturn:
        // The second half of a line end that was already acted upon.
        break
      case 0x0A, 0x0D:
        if let event = endLine() { events.append(event) }
      default:
        guard line.count + data.count + event.count < limit else {
          throw .eventTooLarge(limit: limit)
        }
        line.append(byte)
      }
    }
    return events
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: line.count < 4096) }
    if isAtStart {
      isAtStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    var value = line[(colon.map { $0 + 1 } ?? line.endIndex)...]
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<(colon ?? line.endIndex)], as: UTF8.self) {
    case "event":
      event = Array(value)
    case "data":
      if hasData { data.append(0x0A) }
      data += value
      hasData = true
    case "id":
      if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
    case "retry":
      let isNumber = value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if isNumber, let number = Int(String(decoding: value, as: UTF8.self)) { retry = number }
    default:
      // A comment (no name before the colon), or a field of a later standard.
      break
    }
    return nil
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      event = []
      data = []
      hasData = false
    }
    if let id { lastEventID = id }
    guard hasData else { return nil }
    return ServerSentEvent(
      event: event.isEmpty ? "message" : String(decoding: event, as: UTF8.self),
      data: String(decoding: data, as: UTF8.self), id: lastEventID)
  }
}
