/// What a head says of the body that follows.
struct RequestFraming: Sendable, Equatable {
  /// `Content-Length`, or 0 when there is none, as with a chunked body.
  var declaredSize = 0
  /// The client waits for `100 Continue` before it sends the body.
  var expectsContinue = false
}

/// Why a request is not let in.
struct RequestRefusal: Error {
  let status: HTTPStatus
  let framing: RequestFraming
}
