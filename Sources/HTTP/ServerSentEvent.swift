/// One server-sent event (WHATWG HTML, section 9.2).
package struct ServerSentEvent: Sendable, Equatable {
  /// The event's type; `message` when the stream names none.
  package var event: String
  /// The data, its lines joined by line feeds.
  package var data: String
  /// The last id the stream has given, also when an earlier event gave it; what to send as
  /// `Last-Event-ID` after a break. Empty when none was given.
  package var id: String

  package init(event: String = "message", data: String, id: String = "") {
    self.event = event
    self.data = data
    self.id = id
  }

  /// A comment line, which readers ignore: a heartbeat.
  package static let heartbeat: [UInt8] = Array(":\n\n".utf8)

  /// The event as a stream carries it; nil if its type or id holds a line break, or its id a NUL,
  /// which the format cannot express. A carriage return in the data arrives as a line feed.
  package var bytes: [UInt8]? {
    let breaks: [UInt8] = [0x0A, 0x0D]
    guard !event.utf8.contains(where: breaks.contains),
      !id.utf8.contains(where: { $0 == 0 || breaks.contains($0) })
    else { return nil }
    var bytes: [UInt8] = []
    func line(_ name: String, _ value: some Sequence<UInt8>) {
      bytes += name.utf8
      bytes += ": ".utf8
      bytes += value
      bytes.append(0x0A)
    }
    if !event.utf8.elementsEqual("message".utf8) { line("event", event.utf8) }
    if !id.isEmpty { line("id", id.utf8) }
    for part in Self.lines(of: data) { line("data", part) }
    bytes.append(0x0A)
    return bytes
  }

  /// Splits at line feeds, carriage returns, and the pair of both.
  private static func lines(of text: String) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x0A where previous == 0x0D: break
      case 0x0A, 0x0D: lines.append([])
      default: lines[lines.count - 1].append(byte)
      }
      previous = byte
    }
    return lines
  }
}
