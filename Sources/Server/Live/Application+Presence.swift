import HTTP
import Plan
import Store

extension Application {
  /// `POST /v1/plans/{plan}/presence`: the section this device is in, or none.
  func setPresence(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    let part = try call.body().optionalText("part").map { PartID($0) }
    if let part, !context.readable.contains(part) { throw .badField("part") }
    hub.move(session.device.id, to: part, of: call.plan)
    return HTTPResponse(status: .noContent)
  }
}
