import HTTP
import Testing

@Suite(.timeLimit(.minutes(5))) struct ClientErrorTests {
  @Test(arguments: ["", "plan", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://a b/"])
  func `what is no web address is refused`(url: String) async throws {
    await #expect(throws: HTTPError.malformedURL) {
      try await HTTPClient().send(HTTPClientRequest(url: url))
    }
  }

  @Test func `a server that is not there is unreachable`() async throws {
    let server = try HTTPServer.start(.patient) { _ in HTTPResponse(status: .ok) }
    await server.stop()
    await #expect(throws: HTTPError.unreachable(curl: 7)) {
      try await HTTPClient().send(.patient(.get, "http://127.0.0.1:\(server.port)/"))
    }
    await #expect(throws: HTTPError.unreachable(curl: 6)) {
      try await HTTPClient().send(.patient(.get, "http://no-such-host.invalid/"))
    }
  }

  @Test func `an answer that does not come in time is a time-out`() async throws {
    let hasGivenUp = Signal<Void>()
    try await TestServer.run { request in
      if request.segments == ["slow"] { await hasGivenUp.value }
      return HTTPResponse(status: .ok)
    } body: { test in
      // The connection that this leaves is used again: were it the making of one that took too
      // long, the server would be unreachable instead.
      let first = try await test.get("/")
      #expect(first.status == .ok)
      var request = HTTPClientRequest.patient(.get, test.base + "/slow")
      request.totalTime = .milliseconds(500)
      await #expect(throws: HTTPError.timedOut) { try await test.client.send(request) }
      hasGivenUp.set(())
    }
  }

  @Test func `a response beyond the limit is not taken in`() async throws {
    try await TestServer.run { request in
      let bytes = [UInt8](repeating: 1, count: 1001)
      guard request.segments == ["stream"] else {
        return HTTPResponse(status: .ok, body: .bytes(bytes))
      }
      let stream = HTTPResponseStream()
      stream.write(bytes)
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      for path in ["/", "/stream"] {
        var request = HTTPClientRequest.patient(.get, test.base + path)
        request.maximumResponseSize = 1000
        await #expect(throws: HTTPError.responseTooLarge(limit: 1000)) {
          try await test.client.send(request)
        }
      }
    }
  }

  @Test func `a cancelled request ends without its answer`() async throws {
    let arrived = Signal<Void>()
    let hasEnded = Signal<Void>()
    try await TestServer.run { _ in
      arrived.set(())
      await hasEnded.value
      return HTTPResponse(status: .ok)
    } body: { test in
      let sending = Task { try await test.get("/") }
      await arrived.value
      sending.cancel()
      await #expect(throws: HTTPError.cancelled) { try await sending.value }
      let before = Task { try await test.get("/") }
      before.cancel()
      await #expect(throws: HTTPError.cancelled) { try await before.value }
      hasEnded.set(())
    }
  }

  @Test func `a header with a line break is not sent`() async throws {
    await #expect(throws: HTTPError.malformedHeader) {
      try await HTTPClient().send(
        HTTPClientRequest(url: "http://127.0.0.1:1/", headers: ["X-Note": "a\r\nX-Role: officer"]))
    }
  }

  @Test func `a redirect is an answer, not an order`() async throws {
    try await TestServer.run { _ in
      HTTPResponse(status: .seeOther, headers: ["Location": "http://127.0.0.1:1/"])
    } body: { test in
      let response = try await test.get("/")
      #expect(response.status == .seeOther)
    }
  }

  @Test func `a connection that breaks in the middle of an answer is an error`() async throws {
    let opened = Signal<HTTPResponseStream>()
    try await TestServer.run { _ in
      let stream = HTTPResponseStream(bufferLimit: 10)
      stream.write([1])
      opened.set(stream)
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let response = try await test.client.stream(.patient(.get, test.base))
      // Too much at once: the server gives the reader up.
      await opened.value.write([UInt8](repeating: 2, count: 11))
      await #expect(throws: HTTPError.disconnected(curl: 18)) {
        for try await _ in response {}
      }
    }
  }

  @Test func `an address in use or without sense is refused at the start`() async throws {
    try await TestServer.run { _ in
      HTTPResponse(status: .ok)
    } body: { test in
      var configuration = HTTPServerConfiguration()
      configuration.port = test.server.port
      #expect(throws: HTTPError.cannotListen(errno: 98)) {
        try HTTPServer.start(configuration) { _ in HTTPResponse(status: .ok) }
      }
      configuration.address = "localhost"
      #expect(throws: HTTPError.malformedAddress) {
        try HTTPServer.start(configuration) { _ in HTTPResponse(status: .ok) }
      }
      let next = try await test.get("/")
      #expect(next.status == .ok)
    }
  }
}
