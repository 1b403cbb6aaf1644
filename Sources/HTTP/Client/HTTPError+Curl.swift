internal import CCurl

extension HTTPError {
  /// Sorts libcurl's codes by what a caller can do about them.
  ///
  /// - Parameter wasConnected: whether the TCP and TLS handshakes were over.
  init(_ code: CURLcode, wasConnected: Bool) {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      self = .malformedURL
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      self = .unreachable(curl: code.rawValue)
    case CURLE_OPERATION_TIMEDOUT:
      self = wasConnected ? .timedOut : .unreachable(curl: code.rawValue)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
      self = .tlsFailure(curl: code.rawValue)
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
      self = .disconnected(curl: code.rawValue)
    default:
      self = .other(curl: code.rawValue)
    }
  }
}
