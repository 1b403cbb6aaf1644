import HTTP

/// What counts as one address for limits: an IPv4 address, or an IPv6 /64, since a household with IPv6
/// owns that many addresses.
enum AddressGroup {
  /// - Parameter isBehindProxy: whether the peer is a reverse proxy, which tells the address in the
  ///   last field of `X-Forwarded-For`; earlier ones are the client's own claims.
  static func of(_ request: HTTPRequest, isBehindProxy: Bool) -> String {
    guard isBehindProxy, let field = request.headers.values(of: "X-Forwarded-For").last,
      let last = field.split(separator: ",").last
    else { return of(request.peer.host) }
    return of(String(last.filter { $0 != " " }.prefix(64)))
  }

  static func of(_ host: String) -> String {
    guard host.utf8.contains(UInt8(ascii: ":")) else { return host }
    return host.split(separator: ":", omittingEmptySubsequences: false).prefix(4)
      .joined(separator: ":")
  }
}
