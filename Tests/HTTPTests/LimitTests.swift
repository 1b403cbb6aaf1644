import HTTP
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct LimitTests {
  static let accept: HTTPHandler = { HTTPResponse(status: .ok, body: .bytes($0.body)) }

  @Test func `a body within its route's limit passes, one byte more does not`() async throws {
    try await TestServer.run {
      $0.maximumBodySize = { $0.segments == ["large"] ? 3000 : 10 }
    } handler: {
      await Self.accept($0)
    } body: { test in
      #expect(try await test.post("/large", [UInt8](repeating: 1, count: 3000)).status == .ok)
      let refused = try await test.post("/large", [UInt8](repeating: 1, count: 3001))
      #expect(refused.status == .contentTooLarge)
      #expect(
        try await test.post("/small", [UInt8](repeating: 1, count: 11)).status.rawValue == 413)
    }
  }

  @Test func `a body far beyond the limit is refused before it is sent`() async throws {
    try await TestServer.run(handler: Self.accept) { test in
      let answer = await RawSocket.ask(
        test.server.port,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n")
      #expect(answer?.hasPrefix("HTTP/1.1 413") == true)
      let absurd = await RawSocket.ask(
        test.server.port,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9223372036854775807\r\n\r\n")
      #expect(absurd?.hasPrefix("HTTP/1.1 413") == true)
      // The client's own way: it asks first, and so gets the answer; but it waits no longer than a
      // second, and then sends into a connection that is being closed.
      let refused = try await untilAnswered {
        try await test.post("/", [UInt8](repeating: 0, count: 8 << 20))
      }
      #expect(refused.status.rawValue == 413)
    }
  }

  @Test func `a chunked body is counted as it comes`() async throws {
    try await TestServer.run {
      $0.maximumBodySize = { _ in 10 }
      $0.limits.discardedBodySize = 1000
    } handler: {
      await Self.accept($0)
    } body: { test in
      let head =
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
      let fits = await RawSocket.ask(
        test.server.port, head + "5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n")
      #expect(fits?.hasPrefix("HTTP/1.1 200") == true)
      #expect(fits?.hasSuffix("abcdefghij") == true)
      let long = await RawSocket.ask(
        test.server.port, head + "5\r\nabcde\r\n6\r\nfghijk\r\n0\r\n\r\n")
      #expect(long?.hasPrefix("HTTP/1.1 413") == true)
      // Longer than is borne: cut off.
      let chunk = "100\r\n" + String(repeating: "x", count: 256) + "\r\n"
      let endless = await RawSocket.ask(
        test.server.port, head + String(repeating: chunk, count: 99))
      #expect(endless?.contains("200") == false)
    }
  }

  @Test func `a head of too many bytes, too many fields or too long a target is refused`()
    async throws
  {
    try await TestServer.run(handler: Self.accept) { test in
      func status(_ target: String, _ fields: String) async -> Substring? {
        await RawSocket.ask(
          test.server.port,
          "GET \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(fields)\r\n"
        )?.dropFirst(9).prefix(3)
      }
      func fields(_ count: Int, _ size: Int) -> String {
        (0..<count).map { "X-\($0): \(String(repeating: "v", count: size))\r\n" }.joined()
      }
      #expect(await status("/", fields(62, 1)) == "200")
      #expect(await status("/", fields(63, 1)) == "431")
      #expect(await status("/", fields(15, 1000)) == "200")
      #expect(await status("/", fields(17, 1000)) == "431")
      #expect(await status("/", fields(200, 1000)) == "431")
      #expect(await status("/" + String(repeating: "a", count: 8190), "") == "200")
      #expect(await status("/" + String(repeating: "a", count: 8200), "") == "414")
      #expect(await status("/" + String(repeating: "a", count: 99_000), "") == "414")
    }
  }

  @Test func `connections beyond the limits are told so`() async throws {
    try await TestServer.run {
      $0.limits.connectionsPerAddress = 3
      $0.limits.refusals = 2
    } handler: {
      await Self.accept($0)
    } body: { test in
      let sockets = (0..<6).map { _ in RawSocket(port: test.server.port) }
      // Accepted in the order of their making: all others have their places once the last is closed.
      #expect(await sockets[5].receiveToEnd() == "")
      var answers: [String?] = []
      for socket in sockets[..<5] {
        await socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        answers.append(await socket.receive().map { String($0.dropFirst(9).prefix(3)) })
      }
      #expect(answers == ["200", "200", "200", "429", "429"])
    }
    try await TestServer.run {
      $0.limits.connections = 1
    } handler: {
      await Self.accept($0)
    } body: { test in
      let first = RawSocket(port: test.server.port)
      await first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await first.receive()?.contains("200 OK") == true)
      #expect(
        await RawSocket.ask(test.server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")?
          .contains("503") == true)
    }
  }

  @Test func `a place is free again when its connection has closed`() async throws {
    try await TestServer.run {
      $0.limits.connectionsPerAddress = 1
      $0.limits.refusals = 0
    } handler: {
      await Self.accept($0)
    } body: { test in
      for _ in 0..<5 {
        let isAnswered = try await eventually {
          await RawSocket.ask(
            test.server.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?
            .contains("200 OK") == true
        }
        #expect(isAnswered)
      }
    }
  }

  @Test func `a head that trickles in is cut off, a finished one is not`() async throws {
    let arrivals = Mutex(0)
    let hasArrived = Signal<Void>()
    let isCutOff = Signal<Void>()
    try await TestServer.run {
      $0.limits.headTime = .milliseconds(300)
    } handler: { _ in
      arrivals.withLock { $0 += 1 }
      hasArrived.set(())
      await isCutOff.value
      return HTTPResponse(status: .ok)
    } body: { test in
      async let patient = untilAnswered { try await test.get("/") }
      // The other begins after this, and so this one outlasts the time that a head may take.
      await hasArrived.value
      let socket = RawSocket(port: test.server.port)
      let trickle = Task {
        await socket.send("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        try await Self.trickle(into: socket)
      }
      #expect(await socket.receiveToEnd() == "")
      trickle.cancel()
      isCutOff.set(())
      let answer = try await patient
      #expect(answer.status == .ok)
      #expect(arrivals.withLock(\.self) == 1, "it was not cut off and sent again")
    }
  }

  @Test func `a body that trickles in is cut off`() async throws {
    try await TestServer.run {
      $0.limits.transferGrace = .milliseconds(200)
    } handler: {
      await Self.accept($0)
    } body: { test in
      let socket = RawSocket(port: test.server.port)
      let trickle = Task {
        await socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n")
        try await Self.trickle(into: socket)
      }
      #expect(await socket.receiveToEnd() == "")
      trickle.cancel()
    }
  }

  /// Sends byte after byte, for as long as the task lives.
  private static func trickle(into socket: RawSocket) async throws {
    while true {
      await socket.send("x")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  @Test func `a connection that stands still between requests is closed`() async throws {
    try await TestServer.run {
      $0.limits.idleTime = .seconds(1)
    } handler: {
      await Self.accept($0)
    } body: { test in
      // On a busy machine it may be found standing still before its request has come.
      let isAnsweredAndClosed = try await eventually {
        let answer = await RawSocket.ask(test.server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        return answer?.contains("200 OK") == true
      }
      #expect(isAnsweredAndClosed)
    }
  }

  @Test func `a response that nobody reads is cut off`() async throws {
    try await TestServer.run {
      $0.limits.transferGrace = .milliseconds(200)
      $0.limits.minimumRate = 100 << 20
      $0.limits.connectionsPerAddress = 1
      $0.limits.refusals = 0
    } handler: { request in
      let size = request.segments == ["large"] ? 32 << 20 : 0
      return HTTPResponse(status: .ok, body: .bytes([UInt8](repeating: 65, count: size)))
    } body: { test in
      let socket = RawSocket(port: test.server.port)
      await socket.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
      // It has the only place, until it is cut off.
      let isPlaceFree = try await eventually {
        await RawSocket.ask(
          test.server.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?
          .contains("200 OK") == true
      }
      #expect(isPlaceFree)
      let answer = await socket.receiveToEnd()
      #expect((answer?.utf8.count ?? .max) < 32 << 20)
    }
  }
}
