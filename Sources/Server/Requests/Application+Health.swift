import HTTP
import Plan

extension Application {
  /// `GET /healthz`: the process answers.
  func health(_ call: Call) -> HTTPResponse { HTTPResponse(json: ["status": "up"]) }

  /// `GET /readyz`: work can be stored.
  func ready(_ call: Call) async throws(RequestRefusal) -> HTTPResponse {
    guard await readiness.isReady(store, now: call.now) else { throw .unavailable }
    return HTTPResponse(json: ["status": "ready"])
  }
}
