import Foundation
import HTTP
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct RoundTripTests {
  /// Answers with what it was asked.
  static let echo: HTTPHandler = { request in
    var headers = HTTPHeaders()
    headers.append("X-Method", request.method.rawValue)
    headers.append("X-Segments", request.segments.joined(separator: "|"))
    headers.append(
      "X-Query", request.head.query.map { "\($0.name)=\($0.value)" }.joined(separator: "|"))
    headers.append("X-Peer", request.peer.host)
    for value in request.headers.values(of: "x-note") { headers.append("X-Note", value) }
    return HTTPResponse(status: .ok, headers: headers, body: .bytes(request.body))
  }

  @Test func `a request and its answer pass both ways`() async throws {
    try await TestServer.run(handler: Self.echo) { test in
      var request = HTTPClientRequest.patient(
        .put, test.base + "/plans/MK%2D0412/a%2Fb/?text=caf%C3%A9+au&empty",
        body: Array("provision".utf8))
      request.headers.append("X-Note", "one")
      request.headers.append("x-note", "two")
      let response = try await test.client.send(request)
      #expect(response.status == .ok)
      #expect(response.headers["x-method"] == "PUT")
      #expect(response.headers["X-Segments"] == "plans|MK-0412|a/b|")
      #expect(response.headers["X-Query"] == "text=caf\u{e9} au|empty=")
      #expect(response.headers["X-Peer"] == "127.0.0.1")
      #expect(response.headers.values(of: "X-Note") == ["one", "two"])
      #expect(response.body == Array("provision".utf8))
    }
  }

  @Test func `a large body passes both ways`() async throws {
    let size = 20 << 20
    try await TestServer.run {
      $0.maximumBodySize = { _ in size }
    } handler: {
      await Self.echo($0)
    } body: { test in
      let body = patternedBytes(size)
      let isSame = try await test.post("/", body).body == body
      #expect(isSame)
    }
  }

  @Test func `one client keeps one connection for requests one after the other`() async throws {
    try await TestServer.run { request in
      HTTPResponse(status: .ok, body: .bytes(Array(String(request.peer.port).utf8)))
    } body: { test in
      let first = try await test.get("/")
      for _ in 0..<5 {
        let next = try await test.get("/")
        #expect(next.body == first.body)
      }
    }
  }

  @Test func `fifty requests at once are handled side by side`() async throws {
    let everybody = Signal<Void>()
    let waiting = Mutex(0)
    try await TestServer.run { request in
      // Each waits for all the others: one at a time would never end.
      let count = waiting.withLock { waiting in
        waiting += 1
        return waiting
      }
      if count == 50 { everybody.set(()) }
      await everybody.value
      return HTTPResponse(status: .ok, body: .bytes(request.body))
    } body: { test in
      let right = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<50 {
          group.addTask {
            let body = Array("request \(number)".utf8)
            return try await test.post("/\(number)", body).body == body
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(right == 50)
    }
  }

  @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
  func `every method arrives as itself, with and without a body`(method: String) async throws {
    try await TestServer.run(handler: Self.echo) { test in
      for body in [[], [1, 2, 3]] as [[UInt8]] where method != "HEAD" || body.isEmpty {
        let response = try await test.client.send(
          .patient(HTTPMethod(rawValue: method), test.base, body: body))
        #expect(response.headers["X-Method"] == method)
        #expect(response.body == body)
      }
    }
  }

  @Test func `no socket is inherited by a program that is started`() async throws {
    try await TestServer.run(handler: Self.echo) { test in
      let response = try await test.client.stream(.patient(.get, test.base))
      #expect(response.head.status == .ok)
      // Sockets that other tests are just making do not have the mark yet: those count that stay.
      let isNoneInherited = try await eventually { try inheritedSockets().isEmpty }
      #expect(isNoneInherited)
      withExtendedLifetime(response) {}
    }
  }

  private func inheritedSockets() throws -> [Int32] {
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    return names.compactMap(Int32.init).filter { descriptor in
      var information = stat()
      return fstat(descriptor, &information) == 0
        && information.st_mode & S_IFMT == S_IFSOCK && isInternet(descriptor)
        && fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0
    }
  }

  /// A TCP connection; the system's name look-up has sockets of its own.
  private func isInternet(_ descriptor: Int32) -> Bool {
    func option(_ name: Int32) -> Int32 {
      var value: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : -1
    }
    return [AF_INET, AF_INET6].contains(option(SO_DOMAIN))
      && option(SO_TYPE) == Int32(SOCK_STREAM.rawValue)
  }
}
