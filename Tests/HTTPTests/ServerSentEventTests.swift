import HTTP
import Testing

@Suite struct ServerSentEventTests {
  static let stream = Array(
    """
    \u{FEFF}: welcome\r
    retry: 2500\r\n\
    event: patch\r
    id: 7\ndata: first line\rdata:second line\r\n\
    \r\n\
    data\n\ndata:\ndata:\n\n\
    event: nothing\n\nid\ndata:  spaced \u{e9}\nunknown: x\n\n\
    id: 9\u{0}\n:\ndata: last\n\ndata: never finished\n
    """.utf8)

  static let events = [
    ServerSentEvent(event: "patch", data: "first line\nsecond line", id: "7"),
    ServerSentEvent(data: "", id: "7"),
    ServerSentEvent(data: "\n", id: "7"),
    ServerSentEvent(data: " spaced \u{e9}", id: ""),
    ServerSentEvent(data: "last", id: ""),
  ]

  @Test func `a stream means the same wherever it is cut in two`() throws {
    for cut in 0...Self.stream.count {
      var parser = ServerSentEventParser()
      let events =
        try parser.receive(Self.stream[..<cut]) + parser.receive(Self.stream[cut...])
      #expect(events == Self.events, "cut at \(cut)")
      #expect(parser.retry == 2500)
    }
  }

  @Test func `a stream means the same byte by byte`() throws {
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    for byte in Self.stream { events += try parser.receive([byte]) }
    #expect(events == Self.events)
  }

  @Test func `what is written is what is read`() throws {
    let written = [
      ServerSentEvent(event: "patch", data: "a\n\nb: c", id: "12"),
      ServerSentEvent(data: "", id: "12"),
      ServerSentEvent(data: " leading space", id: "13"),
    ]
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    for event in written {
      events += try parser.receive(ServerSentEvent.heartbeat)
      events += try parser.receive(try #require(event.bytes))
    }
    #expect(events == written)
    #expect(parser.lastEventID == "13")
  }

  @Test func `an event type or id with a line break is not written`() {
    #expect(ServerSentEvent(event: "a\nb", data: "").bytes == nil)
    #expect(ServerSentEvent(data: "", id: "1\r2").bytes == nil)
    #expect(ServerSentEvent(data: "", id: "1\u{0}2").bytes == nil)
  }

  @Test func `an endless line and an endless event are refused`() {
    #expect(throws: HTTPError.eventTooLarge(limit: 100)) {
      var parser = ServerSentEventParser(limit: 100)
      _ = try parser.receive(repeatElement(UInt8(ascii: "x"), count: 101))
    }
    #expect(throws: HTTPError.eventTooLarge(limit: 100)) {
      var parser = ServerSentEventParser(limit: 100)
      while true { _ = try parser.receive(Array("data: more\n".utf8)) }
    }
    #expect(throws: HTTPError.eventTooLarge(limit: 100)) {
      var parser = ServerSentEventParser(limit: 100)
      while true { _ = try parser.receive(Array("data\n".utf8)) }
    }
  }
}
