/// A whole request, as a handler gets it.
package struct HTTPRequest: Sendable {
  package let head: HTTPRequestHead
  /// At most as long as the configuration allows for this head.
  package let body: [UInt8]

  package init(head: HTTPRequestHead, body: [UInt8] = []) {
    self.head = head
    self.body = body
  }

  package var method: HTTPMethod { head.method }
  package var segments: [String] { head.segments }
  package var headers: HTTPHeaders { head.headers }
  package var peer: PeerAddress { head.peer }
}
