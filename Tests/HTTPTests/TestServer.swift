import HTTP

/// A server on loopback that lives as long as the closure does, with a client for it.
struct TestServer: Sendable {
  let server: HTTPServer
  let client = HTTPClient()

  var base: String { "http://127.0.0.1:\(server.port)" }

  static func run<Answer>(
    _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
    handler: @escaping HTTPHandler,
    body: (TestServer) async throws -> Answer
  ) async throws -> Answer {
    var configuration = HTTPServerConfiguration.patient
    configure(&configuration)
    let server = TestServer(server: try HTTPServer.start(configuration, handler: handler))
    do {
      let answer = try await body(server)
      await server.server.stop(grace: .milliseconds(200))
      return answer
    } catch {
      await server.server.stop(grace: .milliseconds(200))
      throw error
    }
  }

  func get(_ path: String) async throws -> HTTPClientResponse {
    try await client.send(.patient(.get, base + path))
  }

  func post(_ path: String, _ body: [UInt8]) async throws -> HTTPClientResponse {
    try await client.send(.patient(.post, base + path, body: body))
  }
}
