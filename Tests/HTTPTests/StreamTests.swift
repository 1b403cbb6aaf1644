import HTTP
import Testing

@Suite(.timeLimit(.minutes(5))) struct StreamTests {
  @Test func `events arrive one by one, while the response is still open`() async throws {
    let opened = Signal<HTTPResponseStream>()
    let ended = Signal<HTTPResponseStream.Ending>()
    try await TestServer.run { _ in
      let stream = HTTPResponseStream()
      stream.onTermination { ended.set($0) }
      opened.set(stream)
      return HTTPResponse(
        status: .ok, headers: ["Content-Type": "text/event-stream"], body: .stream(stream))
    } body: { test in
      let response = try await test.client.stream(.patient(.get, test.base + "/live"))
      // The head has come before any event: a client knows at once that it is connected.
      #expect(response.head.headers["content-type"] == "text/event-stream")
      let stream = await opened.value
      var parser = ServerSentEventParser()
      var pieces = response.makeAsyncIterator()
      for number in 1...5 {
        let event = ServerSentEvent(event: "patch", data: "edit \(number)", id: "\(number)")
        #expect(stream.write(try #require(event.bytes)))
        var events: [ServerSentEvent] = []
        while events.isEmpty { events = try parser.receive(try #require(try await pieces.next())) }
        #expect(events == [event])
      }
      stream.finish()
      #expect(try await pieces.next() == nil)
      #expect(await ended.value == .finished)
      #expect(!stream.write([1]))
    }
  }

  @Test func `a connection is used again after a finished stream`() async throws {
    try await TestServer.run { request in
      let stream = HTTPResponseStream()
      stream.write(Array(String(request.peer.port).utf8))
      stream.finish()
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let first = try await test.get("/")
      #expect(!first.body.isEmpty)
      #expect(try await test.get("/").body == first.body)
    }
  }

  @Test func `the producer learns that its reader has gone, without writing`() async throws {
    let ended = Signal<HTTPResponseStream.Ending>()
    try await TestServer.run { _ in
      let stream = HTTPResponseStream()
      stream.onTermination { ended.set($0) }
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      var response: HTTPClientStream? = try await test.client.stream(.patient(.get, test.base))
      #expect(response?.head.status == .ok)
      response = nil
      #expect(await ended.value == .clientGone)
    }
  }

  @Test func `a reader that does not read is disconnected`() async throws {
    let ended = Signal<HTTPResponseStream.Ending>()
    try await TestServer.run { _ in
      let stream = HTTPResponseStream(bufferLimit: 100_000)
      stream.onTermination { ended.set($0) }
      Task {
        while stream.write([UInt8](repeating: 1, count: 50_000)) {
          try await Task.sleep(for: .milliseconds(1))
        }
      }
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let socket = RawSocket(port: test.server.port)
      await socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await ended.value == .readerTooSlow)
      #expect(await socket.receiveToEnd() != nil)
    }
  }

  @Test func `a slow client reads all of a stream that is larger than its inbox`() async throws {
    let size = 3 << 20
    try await TestServer.run { _ in
      let stream = HTTPResponseStream(bufferLimit: size)
      stream.write(patternedBytes(size))
      stream.finish()
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let response = try await test.client.stream(.patient(.get, test.base))
      try await Task.sleep(for: .milliseconds(100))
      var received: [UInt8] = []
      for try await piece in response { received += piece }
      let isSame = received == patternedBytes(size)
      #expect(isSame)
    }
  }

  @Test func `cancelling the reader ends both sides`() async throws {
    let opened = Signal<Void>()
    let ended = Signal<HTTPResponseStream.Ending>()
    try await TestServer.run { _ in
      let stream = HTTPResponseStream()
      stream.onTermination { ended.set($0) }
      opened.set(())
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let reading = Task {
        let response = try await test.client.stream(.patient(.get, test.base))
        for try await _ in response {}
      }
      await opened.value
      reading.cancel()
      await #expect(throws: HTTPError.cancelled) { try await reading.value }
      #expect(await ended.value == .clientGone)
    }
  }

  @Test func `a silent stream times out at the client`() async throws {
    try await TestServer.run { _ in
      HTTPResponse(status: .ok, body: .stream(HTTPResponseStream()))
    } body: { test in
      var request = HTTPClientRequest.patient(.get, test.base)
      request.totalTime = nil
      request.idleTime = .seconds(1)
      await #expect(throws: HTTPError.timedOut) {
        let response = try await test.client.stream(request)
        for try await _ in response {}
      }
    }
  }

  @Test func `a stream serves one response`() async throws {
    let stream = HTTPResponseStream()
    stream.write([1])
    try await TestServer.run { _ in
      HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let first = try await test.client.stream(.patient(.get, test.base))
      #expect(first.head.status == .ok)
      #expect(try await test.get("/").status == .internalServerError)
    }
  }
}
