/// A whole response. Any status is a response, not an error.
package struct HTTPClientResponse: Sendable {
  package let head: HTTPClientResponseHead
  package let body: [UInt8]

  package var status: HTTPStatus { head.status }
  package var headers: HTTPHeaders { head.headers }
}
