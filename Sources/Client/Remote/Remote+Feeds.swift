import HTTP
package import Plan

/// Feeds that an authority's own tools read.
extension Remote {
  /// Makes a feed.
  ///
  /// - Parameter plan: the server's name for the plan it is for; nil for all of the person's.
  /// - Returns: the feed, with the token that reads it, which is told this once.
  package func addFeed(
    _ label: String, plan: String?
  ) async throws(ClientError) -> JSONValue {
    var body: [JSONValue.Member] = [.init("label", .string(label))]
    if let plan { body.append(.init("plan", .string(plan))) }
    return try await send(.post, "/v1/feeds", .object(body))
  }

  package func feeds() async throws(ClientError) -> JSONValue { try await send(.get, "/v1/feeds") }

  /// Takes a feed back: its token reads nothing from now on.
  package func removeFeed(_ id: String) async throws(ClientError) {
    _ = try await send(.delete, "/v1/feeds/\(PercentEncoding.encode(id))")
  }
}
