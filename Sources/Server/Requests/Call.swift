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

  func body() throws(RequestRefusal) -> RequestBody { try RequestBody(request.body) }
}
