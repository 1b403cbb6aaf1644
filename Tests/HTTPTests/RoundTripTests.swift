import HTTP
import Testing

@Suite struct RoundTripTests {
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
      var request = HTTPClientRequest(
        method: .put, url: test.base + "/plans/MK%2D0412/a%2Fb/?text=caf%C3%A9+au&empty",
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
}
