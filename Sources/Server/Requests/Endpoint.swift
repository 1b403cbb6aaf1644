import HTTP
import Store

/// One thing the server can be asked for: the method, the path's pattern, who may ask, and the answer.
struct Endpoint: Sendable {
  typealias Open = @Sendable (Call) async throws(RequestRefusal) -> HTTPResponse
  typealias SignedIn = @Sendable (Call, Session) async throws(RequestRefusal) -> HTTPResponse

  /// The method of the application that answers, and whether it needs to know who asks.
  enum Answer: Sendable {
    case anyone(@Sendable (Application) -> Open)
    case signedIn(@Sendable (Application) -> SignedIn)
  }

  let method: HTTPMethod
  /// As in `/v1/plans/{plan}/sync`: what a log may show of a path.
  let pattern: String
  let answer: Answer
  private let segments: [Substring]

  init(_ method: HTTPMethod, _ pattern: String, _ answer: Answer) {
    self.method = method
    self.pattern = pattern
    self.answer = answer
    segments = pattern.split(separator: "/")
  }

  /// What stands in the place of each `{…}`; nil if the path is another.
  func arguments(_ path: [String]) -> [String]? {
    guard path.count == segments.count else { return nil }
    var arguments: [String] = []
    for (segment, given) in zip(segments, path) {
      if segment.hasPrefix("{") {
        arguments.append(given)
      } else if !segment.utf8.elementsEqual(given.utf8) {
        return nil
      }
    }
    return arguments
  }
}

extension Endpoint {
  /// All of version 1.
  static let all: [Endpoint] = [
    anyone(.get, "/healthz") { $0.health },
    anyone(.get, "/readyz") { $0.ready },
    anyone(.post, "/v1/login") { $0.signIn },
    signedIn(.post, "/v1/logout") { $0.signOut },
    signedIn(.get, "/v1/me") { $0.me },
    signedIn(.get, "/v1/devices") { $0.devices },
    signedIn(.delete, "/v1/devices/{device}") { $0.removeDevice },
    signedIn(.get, "/v1/plans") { $0.plans },
    signedIn(.post, "/v1/plans") { $0.addPlan },
    signedIn(.get, "/v1/plans/{plan}") { $0.plan },
    signedIn(.post, "/v1/plans/{plan}/invitations") { $0.invite },
    signedIn(.get, "/v1/plans/{plan}/check") { $0.check },
    signedIn(.get, "/v1/packs/{pack}/{version}") { $0.pack },
    signedIn(.post, "/v1/plans/{plan}/sync") { $0.sync },
    signedIn(.post, "/v1/plans/{plan}/acts") { $0.performAct },
    signedIn(.post, "/v1/plans/{plan}/signatures") { $0.signReport },
    signedIn(.get, "/v1/plans/{plan}/versions/{entry}") { $0.frozenVersion },
    signedIn(.get, "/v1/audit/leaves/{from}") { $0.auditLeaves },
    signedIn(.get, "/v1/plans/{plan}/events") { $0.events },
    signedIn(.post, "/v1/plans/{plan}/presence") { $0.setPresence },
    signedIn(.get, "/v1/feeds") { $0.feeds },
    signedIn(.post, "/v1/feeds") { $0.addFeed },
    signedIn(.delete, "/v1/feeds/{feed}") { $0.removeFeed },
    // A feed's own token is shown, which is no device's.
    anyone(.get, "/v1/feed") { $0.feed },
  ]

  private static func anyone(
    _ method: HTTPMethod, _ pattern: String, _ answer: @escaping @Sendable (Application) -> Open
  ) -> Endpoint {
    Endpoint(method, pattern, .anyone(answer))
  }

  private static func signedIn(
    _ method: HTTPMethod, _ pattern: String,
    _ answer: @escaping @Sendable (Application) -> SignedIn
  ) -> Endpoint {
    Endpoint(method, pattern, .signedIn(answer))
  }
}
