internal import CMicroHTTPD
internal import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What all requests of one server share: configuration, handler, and the open connections.
///
/// libmicrohttpd calls it on its one thread; the inspector and ``HTTPServer/stop(grace:)`` come from
/// others, and so what changes is behind a lock.
final class ServerDaemon: Sendable {
  /// How far stopping has come. It only goes forward.
  enum Phase {
    case running
    /// Nothing new is taken on; what runs may finish.
    case stopping
    /// What still runs is given up: nothing may be suspended from now on.
    case aborting
  }

  private struct State {
    var phase = Phase.running
    var connections: [ObjectIdentifier: ServerConnection] = [:]
    var countByAddress: [UInt64: Int] = [:]
    /// Requests whose head has arrived and whose response has not left.
    var runningExchanges = 0
    /// Waits for `runningExchanges` to reach 0.
    var whenIdle: CheckedContinuation<Void, Never>?
    /// Waiting for that is over, perhaps before it began.
    var hasGivenUpWaiting = false
  }

  let limits: HTTPServerLimits
  let maximumBodySize: @Sendable (HTTPRequestHead) -> Int
  let handler: HTTPHandler
  private let state = Mutex(State())

  init(_ configuration: HTTPServerConfiguration, handler: @escaping HTTPHandler) {
    limits = configuration.limits
    maximumBodySize = configuration.maximumBodySize
    self.handler = handler
  }

  var phase: Phase { state.withLock(\.phase) }

  // MARK: Connections

  /// Whether there is still a place for this address, if only to be refused politely.
  func accepts(_ address: UnsafePointer<sockaddr>) -> Bool {
    guard let limit = limits.connectionsPerAddress else { return true }
    let group = PeerAddress.group(of: address)
    return state.withLock { $0.countByAddress[group, default: 0] < limit + limits.refusals }
  }

  /// Takes on an accepted socket.
  func open(socket: Int32, address: UnsafePointer<sockaddr>?) -> ServerConnection {
    let group = address.map(PeerAddress.group) ?? 0
    return state.withLock { state in
      let count = state.countByAddress[group, default: 0]
      let refusal: HTTPStatus? =
        if state.connections.count >= limits.connections {
          .serviceUnavailable
        } else if let limit = limits.connectionsPerAddress, count >= limit {
          .tooManyRequests
        } else {
          nil
        }
      let connection = ServerConnection(
        socket: socket,
        peer: address.flatMap { PeerAddress($0) } ?? PeerAddress(host: "", port: 0),
        addressGroup: group, refusal: refusal, headDeadline: .now + limits.headTime)
      state.connections[ObjectIdentifier(connection)] = connection
      state.countByAddress[group] = count + 1
      return connection
    }
  }

  func close(_ connection: ServerConnection) {
    connection.closed()
    state.withLock { state in
      state.connections[ObjectIdentifier(connection)] = nil
      let count = state.countByAddress[connection.addressGroup, default: 1] - 1
      state.countByAddress[connection.addressGroup] = count > 0 ? count : nil
    }
  }

  /// Looks for overdue connections, from time to time.
  func inspect() {
    let now = ContinuousClock.now
    for connection in connections { connection.inspect(now: now, limits: limits) }
  }

  private var connections: [ServerConnection] {
    state.withLock { Array($0.connections.values) }
  }

  // MARK: Exchanges

  func exchangeBegan() {
    state.withLock { $0.runningExchanges += 1 }
  }

  func exchangeEnded() {
    let waiting = state.withLock { state in
      state.runningExchanges -= 1
      return state.runningExchanges == 0 ? state.whenIdle.take() : nil
    }
    waiting?.resume()
  }

  // MARK: Stopping

  /// From now on requests are refused, and streams end after what was written.
  func beginStopping() {
    state.withLock { $0.phase = .stopping }
    for connection in connections { connection.stream?.stop() }
  }

  /// Returns when no request is left, or when `giveUpWaiting` is called.
  func waitUntilIdle() async {
    await withCheckedContinuation { continuation in
      let mustWait = state.withLock { state in
        let mustWait = state.runningExchanges > 0 && !state.hasGivenUpWaiting
        if mustWait { state.whenIdle = continuation }
        return mustWait
      }
      if !mustWait { continuation.resume() }
    }
  }

  func giveUpWaiting() {
    let waiting = state.withLock { state in
      state.hasGivenUpWaiting = true
      return state.whenIdle.take()
    }
    waiting?.resume()
  }

  /// Wakes every suspended connection for good: libmicrohttpd aborts the process when it is stopped
  /// with one left.
  func abortRemaining() {
    state.withLock { $0.phase = .aborting }
    for connection in connections {
      connection.exchange?.abort()
      connection.stream?.terminate(.serverStopped)
    }
  }
}
