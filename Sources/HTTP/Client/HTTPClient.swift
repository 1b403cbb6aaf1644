/// Sends requests over libcurl, and keeps connections alive between them. HTTP/1.1, no redirects, no
/// decompression, no cookies, no proxy or credentials from the environment.
package final class HTTPClient: Sendable {
  private let configuration: HTTPClientConfiguration
  private let loop = CurlLoop()

  package init(_ configuration: HTTPClientConfiguration = HTTPClientConfiguration()) {
    self.configuration = configuration
  }

  /// Sends a request and waits for the whole response, whatever its status.
  ///
  /// - Throws: all of ``HTTPError`` that is about sending a request; `responseTooLarge` as soon as
  ///   the limit is passed or announced to be.
  package func send(_ request: HTTPClientRequest) async throws(HTTPError) -> HTTPClientResponse {
    let stream = try await stream(request)
    let limit = request.maximumResponseSize
    let announced = stream.head.headers["Content-Length"].flatMap { Int($0) } ?? 0
    guard announced <= limit || request.method == .head else {
      throw .responseTooLarge(limit: limit)
    }
    var body: [UInt8] = []
    var pieces = stream.makeAsyncIterator()
    while let piece = try await pieces.next() {
      guard piece.count <= limit - body.count else { throw .responseTooLarge(limit: limit) }
      body += piece
    }
    return HTTPClientResponse(head: stream.head, body: body)
  }

  /// Sends a request and returns at the response's head, the body to be read as it comes. For a live
  /// stream set `totalTime` to nil and `idleTime` above the server's heartbeat.
  ///
  /// - Throws: as ``send(_:)``, for what goes wrong before the head.
  package func stream(_ request: HTTPClientRequest) async throws(HTTPError) -> HTTPClientStream {
    let transfer = try CurlTransfer(request, configuration: configuration)
    loop.start(transfer)
    let result = await withTaskCancellationHandler {
      await transfer.inbox.head()
    } onCancel: {
      loop.cancel(transfer)
    }
    return HTTPClientStream(head: try result.get(), transfer: transfer, loop: loop)
  }
}
