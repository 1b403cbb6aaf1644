/// A request without its body: all that a route, a limit or a permission is decided from.
package struct HTTPRequestHead: Sendable {
  package let method: HTTPMethod
  /// Path and query as sent, ASCII only.
  package let target: String
  /// The path's segments, percent-decoded. `/plans/MK%2D0412` has two, `/` has none, and
  /// `/plans/` has two, the last one empty. A decoded segment may hold a slash.
  package let segments: [String]
  /// The query's `name=value` words, percent-decoded, in order. A word without `=` has an empty value.
  package let query: [QueryItem]
  package let headers: HTTPHeaders
  package let peer: PeerAddress

  package struct QueryItem: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// - Throws: `malformedTarget` when the target is not an absolute path with an optional query,
  ///   when an escape is bad, or when a segment is `.` or `..`: nothing here is a folder, so such
  ///   a path is a mistake or an attack.
  package init(
    method: HTTPMethod, target: String, headers: HTTPHeaders = HTTPHeaders(),
    peer: PeerAddress = PeerAddress(host: "127.0.0.1", port: 0)
  ) throws(HTTPError) {
    let bytes = target.utf8
    guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .malformedTarget
    }
    let parts = bytes.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    self.target = target
    self.headers = headers
    self.peer = peer
    segments = try Self.decodeSegments(parts[0].dropFirst())
    query = parts.count == 2 ? try Self.decodeQuery(parts[1]) : []
  }

  /// The first value of a query name.
  package func queryValue(_ name: String) -> String? {
    query.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  private static func decodeSegments(
    _ path: Substring.UTF8View
  ) throws(HTTPError) -> [String] {
    guard !path.isEmpty else { return [] }
    var segments: [String] = []
    for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let segment = try PercentEncoding.decode(part)
      guard segment != ".", segment != ".." else { throw .malformedTarget }
      segments.append(segment)
    }
    return segments
  }

  private static func decodeQuery(
    _ query: Substring.UTF8View
  ) throws(HTTPError) -> [QueryItem] {
    var items: [QueryItem] = []
    for word in query.split(separator: UInt8(ascii: "&")) {
      let halves = word.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      items.append(
        QueryItem(
          name: try PercentEncoding.decode(halves[0], plusIsSpace: true),
          value: halves.count == 2 ? try PercentEncoding.decode(halves[1], plusIsSpace: true) : ""))
    }
    return items
  }
}
