/// A request to send.
package struct HTTPClientRequest: Sendable {
  package var method: HTTPMethod
  /// `http` or `https`, escaped: see ``PercentEncoding/encode(_:)``.
  package var url: String
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// To the end of the TCP and TLS handshakes.
  package var connectTime: Duration = .seconds(10)
  /// From start to end; nil for no limit, as a live stream needs.
  package var totalTime: Duration? = .seconds(60)
  /// How long nothing at all may arrive; whole seconds, nil for no limit.
  package var idleTime: Duration? = .seconds(60)
  /// Bytes of body that ``HTTPClient/send(_:)`` accepts.
  package var maximumResponseSize = 64 * 1024 * 1024

  package init(
    method: HTTPMethod = .get, url: String, headers: HTTPHeaders = HTTPHeaders(),
    body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
