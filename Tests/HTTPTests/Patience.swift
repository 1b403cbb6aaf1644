import HTTP

// What a busy machine needs. No test measures time: one that is about a time-out shortens just that
// limit, and judges by what came of it.

extension HTTPServerConfiguration {
  /// Limits of time that no load breaks.
  static var patient: Self {
    var configuration = HTTPServerConfiguration()
    configuration.limits.headTime = .seconds(300)
    configuration.limits.transferGrace = .seconds(300)
    configuration.limits.idleTime = .seconds(300)
    configuration.limits.stopGrace = .seconds(300)
    configuration.limits.inspectionInterval = .milliseconds(50)
    return configuration
  }
}

extension HTTPClientRequest {
  /// A request that waits longer than any load lasts.
  static func patient(
    _ method: HTTPMethod = .get, _ url: String, body: [UInt8] = []
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(method: method, url: url, body: body)
    request.connectTime = .seconds(300)
    request.totalTime = .seconds(300)
    request.idleTime = .seconds(300)
    return request
  }
}

/// Asks again and again, for a minute at least, whether something has come about; false if it never has.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
  // Counted, not timed, so that a machine that stood still for a minute gets no less of a chance.
  for _ in 0..<6000 {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(10))
  }
  return false
}

/// Sends a request until its connection is not broken. A time-out that is short on purpose may hit a
/// decent request too when the machine is busy.
func untilAnswered(
  _ send: () async throws -> HTTPClientResponse
) async throws -> HTTPClientResponse {
  for _ in 0..<100 {
    do { return try await send() } catch HTTPError.disconnected {}
  }
  return try await send()
}
