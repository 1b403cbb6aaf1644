internal import CMicroHTTPD

/// Reads a complete head out of libmicrohttpd, and judges it: limits first, then sense.
struct RequestReader {
  let connection: OpaquePointer
  let exchange: ServerExchange

  typealias Verdict = Result<(HTTPRequestHead, RequestFraming), RequestRefusal>

  func read(_ method: UnsafePointer<CChar>) -> Verdict {
    let (headers, isReadable) = readHeaders()
    let framing = RequestFraming(
      declaredSize: headers["Content-Length"].map { Int($0) ?? .max } ?? 0,
      expectsContinue: headers["Expect"] != nil)
    func refused(_ status: HTTPStatus) -> Verdict {
      .failure(RequestRefusal(status: status, framing: framing))
    }
    let limits = exchange.daemon.limits
    if let refusal = exchange.connection.refusal { return refused(refusal) }
    if exchange.daemon.phase != .running { return refused(.serviceUnavailable) }
    if exchange.target.utf8.count > limits.targetSize { return refused(.uriTooLong) }
    if headers.fields.count > limits.headerFields
      || connection_head_size(connection) > limits.headSize
    {
      return refused(.requestHeaderFieldsTooLarge)
    }
    let methodName = String(cString: method)
    guard isReadable, headers.areSendable, isUnambiguous(headers),
      methodName.utf8.allSatisfy(HTTPHeaders.isToken),
      let head = try? HTTPRequestHead(
        method: HTTPMethod(rawValue: methodName), target: exchange.target, headers: headers,
        peer: exchange.connection.peer)
    else { return refused(.badRequest) }
    return .success((head, framing))
  }

  /// One statement of the body's length, and one host: two are how requests are smuggled past a
  /// proxy (RFC 9112, section 6.3).
  private func isUnambiguous(_ headers: HTTPHeaders) -> Bool {
    headers.values(of: "Host").count <= 1
      && headers.values(of: "Content-Length").count + headers.values(of: "Transfer-Encoding").count
        <= 1
      && headers["Content-Length"].map { Int($0) != nil } ?? true
  }

  private func readHeaders() -> (HTTPHeaders, isReadable: Bool) {
    var collected = CollectedHeaders()
    withUnsafeMutablePointer(to: &collected) { collected in
      _ = MHD_get_connection_values_n(connection, .HEADER_KIND, collectHeader, collected)
    }
    return (collected.headers, collected.isReadable)
  }
}

private struct CollectedHeaders {
  var headers = HTTPHeaders()
  /// False once a field was not UTF-8.
  var isReadable = true
}

private func collectHeader(
  _ context: UnsafeMutableRawPointer?, _: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
  _ nameSize: Int, _ value: UnsafePointer<CChar>?, _ valueSize: Int
) -> MHD_Result {
  guard let context else { return .NO }
  let collected = context.assumingMemoryBound(to: CollectedHeaders.self)
  if let name = text(name, nameSize), let value = text(value, valueSize) {
    collected.pointee.headers.append(name, value)
  } else {
    collected.pointee.isReadable = false
  }
  return .YES
}

private func text(_ start: UnsafePointer<CChar>?, _ size: Int) -> String? {
  String(
    validating: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : size), as: UTF8.self)
}
