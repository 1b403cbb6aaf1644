import Foundation
import HTTP
import Terminal
import Testing

private let openssl = "/usr/bin/openssl"

/// With a certificate made for the occasion by the `openssl` command, and skipped without it.
@Suite(.timeLimit(.minutes(5)), .enabled(if: FileManager.default.isExecutableFile(atPath: openssl)))
struct TLSTests {
  /// A self-signed certificate for 127.0.0.1 in a folder that goes away with it.
  final class Certificate: Sendable {
    let folder: URL
    var path: String { folder.appending(path: "certificate.pem").path }

    init() throws {
      folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let arguments =
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        + ["-keyout", folder.appending(path: "key.pem").path, "-out", path, "-days", "2"]
        + ["-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
      _ = try ChildProcess(openssl, arguments, errors: .null).wait()
    }

    deinit {
      try? FileManager.default.removeItem(at: folder)
    }

    func identity() throws -> HTTPServerConfiguration.Identity {
      HTTPServerConfiguration.Identity(
        certificateChain: Array(try Data(contentsOf: URL(filePath: path))),
        privateKey: Array(try Data(contentsOf: folder.appending(path: "key.pem"))))
    }

    var trustingClient: HTTPClient {
      var configuration = HTTPClientConfiguration()
      configuration.certificateAuthorityFile = path
      return HTTPClient(configuration)
    }
  }

  @Test func `requests, large bodies and streams pass over TLS`() async throws {
    let certificate = try Certificate()
    let identity = try certificate.identity()
    let size = 3 << 20
    let opened = Signal<HTTPResponseStream>()
    let ended = Signal<HTTPResponseStream.Ending>()
    try await TestServer.run {
      $0.identity = identity
      $0.maximumBodySize = { _ in size }
    } handler: { request in
      guard request.segments == ["live"] else {
        return HTTPResponse(status: .ok, body: .bytes(request.body))
      }
      let stream = HTTPResponseStream()
      stream.onTermination { ended.set($0) }
      opened.set(stream)
      return HTTPResponse(status: .ok, body: .stream(stream))
    } body: { test in
      let base = "https://127.0.0.1:\(test.server.port)"
      let client = certificate.trustingClient
      let body = patternedBytes(size)
      let response = try await client.send(
        .patient(.post, base, body: body))
      let isSame = response.body == body
      #expect(isSame)
      var live: HTTPClientStream? = try await client.stream(.patient(.get, base + "/live"))
      for number in 0..<5 {
        let stream = await opened.value
        stream.write([UInt8(number)])
        var pieces = live?.makeAsyncIterator()
        let piece = try await pieces?.next()
        #expect(piece == [UInt8(number)])
      }
      live = nil
      #expect(await ended.value == .clientGone)
    }
  }

  @Test func `an unknown certificate is refused by the client`() async throws {
    let certificate = try Certificate()
    let identity = try certificate.identity()
    try await TestServer.run {
      $0.identity = identity
    } handler: { _ in
      HTTPResponse(status: .ok)
    } body: { test in
      await #expect(throws: HTTPError.tlsFailure(curl: 60)) {
        try await test.client.send(
          .patient(.get, "https://127.0.0.1:\(test.server.port)/"))
      }
      // Nor is plain HTTP answered on a TLS port, and the server lives on.
      let plain = try? await test.get("/")
      #expect(plain?.status.isSuccess != true)
      let trusted = try await certificate.trustingClient.send(
        .patient(.get, "https://127.0.0.1:\(test.server.port)/"))
      #expect(trusted.status == .ok)
    }
  }

  @Test func `a certificate without sense, or with another's key, is refused at the start`() throws
  {
    var configuration = HTTPServerConfiguration()
    let other = try Certificate().identity().privateKey
    let chain = try Certificate().identity().certificateChain
    for (chain, key) in [([1], [2]), (chain, other), (chain, [])] as [([UInt8], [UInt8])] {
      configuration.identity = HTTPServerConfiguration.Identity(
        certificateChain: chain, privateKey: key)
      #expect(throws: HTTPError.cannotStart(withTLS: true)) {
        try HTTPServer.start(configuration) { _ in HTTPResponse(status: .ok) }
      }
    }
  }
}
