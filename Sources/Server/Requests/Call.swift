import HTTP
import Plan
import Store

/// A request on its way to the function that answers it.
struct Call: Sendable {
  let request: HTTPRequest
  /// What stood in the place of each `{…}` of the pattern, in order.
  let arguments: [String]
  let now: UnixTime

  /// An argument; every pattern has as many as are asked for.
  func argument(_ index: Int) -> String {
    arguments.indices.contains(index) ? arguments[index] : ""
  }

  var plan: PlanIdentifier { PlanIdentifier(argument(0)) }

  /// The token in the request's head (RFC 6750); nil where there is none. Never one in the address,
  /// which logs and histories keep.
  var token: AccessToken? {
    let scheme = "bearer "
    guard let field = request.headers["Authorization"],
      field.prefix(scheme.count).lowercased() == scheme
    else { return nil }
    return AccessToken(String(field.dropFirst(scheme.count)))
  }

  func body() throws(RequestRefusal) -> RequestBody { try RequestBody(request.body) }
}
