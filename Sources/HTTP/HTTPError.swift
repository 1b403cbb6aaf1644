/// Everything that goes wrong in this module. Codes are the system's or libcurl's own; no case holds
/// an address, a header or a body, so that an error may be logged.
package enum HTTPError: Error, Equatable {
  // MARK: Starting a server

  /// The listening address is no numeric IPv4 or IPv6 address.
  case malformedAddress
  /// The socket could not be made, bound or listened on.
  case cannotListen(errno: Int32)
  /// The daemon would not start. With TLS asked for, the certificate or key was refused.
  case cannotStart(withTLS: Bool)

  // MARK: Reading what the peer sent

  /// A request target with a bad escape, a control character, bytes that are not UTF-8, or a
  /// path with dot segments.
  case malformedTarget
  /// A header name that is no token, or a value with a control character.
  case malformedHeader
  /// A server-sent event, or one line of it, beyond the parser's limit in bytes.
  case eventTooLarge(limit: Int)

  // MARK: Sending a request

  /// The address is no `http` or `https` URL.
  case malformedURL
  /// No connection: the name was not found, or nobody answered. Nothing was sent.
  case unreachable(curl: UInt32)
  /// Connected, and then the total or the idle time-out passed.
  case timedOut
  /// The server's certificate was refused, or the handshake failed. Nothing was sent.
  case tlsFailure(curl: UInt32)
  /// The connection broke after it was made: the request may or may not have been carried out.
  case disconnected(curl: UInt32)
  /// The response is beyond the limit in bytes.
  case responseTooLarge(limit: Int)
  /// The task was cancelled.
  case cancelled
  /// Anything else, by libcurl's code.
  case other(curl: UInt32)
}
