/// What a handler answers.
package struct HTTPResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Sent as it is written; the response ends when the stream does.
    case stream(HTTPResponseStream)
  }

  package var status: HTTPStatus
  /// `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` are the server's to send.
  package var headers: HTTPHeaders
  package var body: Body

  package init(
    status: HTTPStatus, headers: HTTPHeaders = HTTPHeaders(), body: Body = .bytes([])
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
