import HTTP
import Plan
import Store

extension Application {
  /// `GET /v1/plans/{plan}/events`: what changes, as it changes, and who is there. `?part=F` says
  /// where the person who asks is.
  func events(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let context = try await context(of: session.account.id, in: call.plan)
    let readable = Set(context.readable)
    let place = call.request.head.queryValue("part").map { PartID($0) }
    let stream = HTTPResponseStream()
    let listener = ChangeHub.Listener(
      plan: call.plan, account: session.account.id, device: session.device.id,
      readable: readable, part: place.flatMap { readable.contains($0) ? $0 : nil },
      ends: call.now.adding(seconds: limits.streamSeconds), stream: stream)
    // Something at once, so that the client knows the line is up before anything changes.
    stream.write(ServerSentEvent.heartbeat)
    guard hub.add(listener) else { throw .tooMany(retryAfterSeconds: 60) }
    return HTTPResponse(
      status: .ok, headers: ["Content-Type": "text/event-stream"], body: .stream(stream))
  }
}
