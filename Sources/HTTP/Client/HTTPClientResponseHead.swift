/// Status and header fields of a response.
package struct HTTPClientResponseHead: Sendable {
  package let status: HTTPStatus
  package let headers: HTTPHeaders
}
