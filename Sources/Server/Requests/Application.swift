import HTTP
import Plan
import Store
import Sync
import Synchronization

/// The server without its sockets: a request goes in, a response comes out.
final class Application: Sendable {
  let configuration: ServerConfiguration
  let store: OperationStore
  let epoch: UInt64
  let parts: PartRegistry
  let hub: ChangeHub
  let signIns: SignInGate
  let readiness = Readiness()
  let locks = PlanLocks()
  private let requests: Mutex<RateLimiter<DeviceIdentifier>>
  let beginnings: Mutex<RateLimiter<AccountIdentifier>>
  let checks: Mutex<RateLimiter<AccountIdentifier>>
  let markings = PlanMarkings()
  let feedReadings: Mutex<RateLimiter<FeedIdentifier>>

  var limits: ServerLimits { configuration.limits }

  init(_ configuration: ServerConfiguration, store: OperationStore, epoch: UInt64) {
    self.configuration = configuration
    self.store = store
    self.epoch = epoch
    let limits = configuration.limits
    parts = PartRegistry(
      store: store, limits: limits, crashGuard: CrashGuard(folder: configuration.folder.attempts))
    hub = ChangeHub(limits: limits)
    signIns = SignInGate(limits: limits)
    requests = Mutex(RateLimiter(limits.requestsPerDevice))
    beginnings = Mutex(RateLimiter(limits.plansPerAccount))
    checks = Mutex(RateLimiter(limits.checksPerAccount))
    feedReadings = Mutex(RateLimiter(limits.readingsPerFeed))
  }

  /// Answers a request and writes its line into the log.
  func respond(to request: HTTPRequest) async -> HTTPResponse {
    let start = ContinuousClock.now
    let identifier = Cryptography.hexadecimal(Cryptography.randomBytes(8))
    var account: AccountIdentifier?
    var response: HTTPResponse
    let found = Self.find(request)
    do throws(RequestRefusal) {
      response = try await answer(request, found, account: &account)
    } catch {
      response = error.response
    }
    response.headers["X-Request-Id"] = identifier
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if configuration.tls != nil || configuration.isBehindProxy {
      response.headers["Strict-Transport-Security"] = "max-age=31536000"
    }
    let route = if case .endpoint(let endpoint, _) = found { endpoint.pattern } else { "none" }
    log(
      "request", level: response.status.rawValue >= 500 ? .error : .info,
      [
        .init("request", .string(identifier)), .init("method", .string(request.knownMethod)),
        .init("route", .string(route)), .init("status", .integer(Int64(response.status.rawValue))),
        .init("milliseconds", .integer((ContinuousClock.now - start).wholeMilliseconds)),
        .init("bytes", .integer(Int64(response.byteCount))),
        .init("account", account.map { .string($0.description) } ?? .null),
      ])
    return response
  }

  /// The largest body a request may have. Only synchronisation needs a large one, and only somebody
  /// who shows a token may send it.
  static func maximumBodySize(_ head: HTTPRequestHead, usual: Int) -> Int {
    let isSync = head.segments.count == 4 && head.segments[3] == "sync"
    return isSync && head.headers["Authorization"] != nil ? SyncLimits.messageBytes : usual
  }

  func log(_ event: String, level: LogLine.Level = .info, _ details: [JSONValue.Member] = []) {
    configuration.log(
      LogLine(time: configuration.now(), level: level, event: event, details: details))
  }

  // MARK: Finding who answers

  private enum Found {
    case endpoint(Endpoint, arguments: [String])
    case otherMethods([String])
    case nothing
  }

  private static func find(_ request: HTTPRequest) -> Found {
    var methods: [String] = []
    for endpoint in Endpoint.all {
      guard let arguments = endpoint.arguments(request.segments) else { continue }
      if endpoint.method == request.method { return .endpoint(endpoint, arguments: arguments) }
      methods.append(endpoint.method.rawValue)
    }
    return methods.isEmpty ? .nothing : .otherMethods(methods)
  }

  private func answer(
    _ request: HTTPRequest, _ found: Found, account: inout AccountIdentifier?
  ) async throws(RequestRefusal) -> HTTPResponse {
    switch found {
    case .nothing: throw .noSuchAddress
    case .otherMethods(let methods): throw .wrongMethod(allowed: methods)
    case .endpoint(let endpoint, let arguments):
      let call = Call(request: request, arguments: arguments, now: configuration.now())
      switch endpoint.answer {
      case .anyone(let respond): return try await respond(self)(call)
      case .signedIn(let respond):
        let session = try await session(of: call)
        account = session.account.id
        let wait = requests.withLock { $0.take(session.device.id, now: call.now) }
        if let wait { throw .tooMany(retryAfterSeconds: wait) }
        return try await respond(self)(call, session)
      }
    }
  }
}

extension HTTPRequest {
  /// The method, if it is one of those this server knows: a log must not hold what anybody sends.
  fileprivate var knownMethod: String {
    let known: [HTTPMethod] = [.get, .head, .post, .put, .patch, .delete, .options]
    return known.contains(method) ? method.rawValue : "other"
  }
}

extension HTTPResponse {
  /// The bytes of the body; zero for a stream.
  fileprivate var byteCount: Int {
    if case .bytes(let bytes) = body { bytes.count } else { 0 }
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }
}
