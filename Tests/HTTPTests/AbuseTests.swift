import HTTP
import Testing

@Suite(.timeLimit(.minutes(5))) struct AbuseTests {
  @Test(arguments: [
    "/%", "/%4", "/%zz", "/a%00b", "/%ff", "/a/../b", "/%2e%2E/", "/.", "/?q=%", "/?%00", "/\u{e9}",
    "*", "http://elsewhere/",
  ])
  func `a target that makes no sense is refused`(target: String) async throws {
    try await TestServer.run { _ in
      HTTPResponse(status: .ok)
    } body: { test in
      let answer = await RawSocket.ask(
        test.server.port, "GET \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(answer?.hasPrefix("HTTP/1.1 400") == true)
    }
  }

  @Test(arguments: [
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999999\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\nabc",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX-Bad: a\u{1}b\r\nConnection: close\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "\u{0}\u{0}\u{0}\r\n\r\n", "nonsense\r\n\r\n",
    "GET  /  HTTP/1.1  \r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n",
  ])
  func `a broken request is never let in, and the server lives`(text: String) async throws {
    try await TestServer.run { configuration in
      configuration.limits.headTime = .milliseconds(300)
    } handler: { _ in
      HTTPResponse(status: .ok)
    } body: { test in
      let answer = await RawSocket.ask(test.server.port, text)
      #expect(answer != nil && answer?.contains("200 OK") == false, "\(answer ?? "no answer")")
      let next = try await untilAnswered { try await test.get("/") }
      #expect(next.status == .ok)
    }
  }

  @Test func `random bytes never stop the server`() async throws {
    try await TestServer.run { _ in
      HTTPResponse(status: .ok)
    } body: { test in
      var random = SystemRandomNumberGenerator()
      let seed = UInt64.random(in: 0...UInt64.max, using: &random)
      var state = seed
      for round in 0..<20 {
        let noise = (0..<500).map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(truncatingIfNeeded: state >> 56)
        }
        let socket = RawSocket(port: test.server.port)
        if round % 2 == 0 { await socket.send("POST /") }
        await socket.send(noise)
      }
      let next = try await test.get("/")
      #expect(next.status == .ok, "seed \(seed)")
    }
  }

  @Test func `a NUL ends a header's value, and what follows it is nowhere`() async throws {
    let seen = Signal<HTTPHeaders>()
    try await TestServer.run { request in
      seen.set(request.headers)
      return HTTPResponse(status: .ok)
    } body: { test in
      let socket = RawSocket(port: test.server.port)
      await socket.send("GET / HTTP/1.1\r\nHost: x\r\nX-Role: parent\u{0}officer\r\n\r\n")
      #expect(await socket.receive()?.contains("200 OK") == true)
      let headers = await seen.value
      #expect(headers.fields.map(\.value) == ["x", "parent"])
    }
  }

  @Test func `a header that would split the response is not sent`() async throws {
    try await TestServer.run { _ in
      HTTPResponse(status: .ok, headers: ["X-Note": "a\r\nSet-Cookie: b"])
    } body: { test in
      let response = try await test.get("/")
      #expect(response.status == .internalServerError)
      #expect(response.headers["Set-Cookie"] == nil)
    }
  }
}
