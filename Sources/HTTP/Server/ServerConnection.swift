internal import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One accepted socket, and what it is busy with: enough to tell when it is overdue.
final class ServerConnection: Sendable {
  /// What the connection does now, with the moment by which it must have got on.
  enum Activity {
    case awaitingHead(deadline: ContinuousClock.Instant)
    case receivingBody(since: ContinuousClock.Instant, received: Int)
    /// The handler has the request: taking long is its own business.
    case handling
    case responding(deadline: ContinuousClock.Instant)
    case streaming(HTTPResponseStream)
  }

  private struct State {
    var activity: Activity
    var exchange: ServerExchange?
    var isOpen = true
  }

  let peer: PeerAddress
  /// What counts as its address for limits.
  let addressGroup: UInt64
  /// Set when the connection is one too many: every request is answered so.
  let refusal: HTTPStatus?
  private let socket: Int32
  private let state: Mutex<State>

  init(
    socket: Int32, peer: PeerAddress, addressGroup: UInt64, refusal: HTTPStatus?,
    headDeadline: ContinuousClock.Instant
  ) {
    self.socket = socket
    self.peer = peer
    self.addressGroup = addressGroup
    self.refusal = refusal
    state = Mutex(State(activity: .awaitingHead(deadline: headDeadline)))
  }

  /// The request in progress.
  var exchange: ServerExchange? {
    get { state.withLock(\.exchange) }
    set { state.withLock { $0.exchange = newValue } }
  }

  /// The stream being sent.
  var stream: HTTPResponseStream? {
    state.withLock { state in
      if case .streaming(let stream) = state.activity { stream } else { nil }
    }
  }

  func become(_ activity: Activity) {
    state.withLock { $0.activity = activity }
  }

  /// Counts bytes of a body.
  func received(_ count: Int) {
    state.withLock { state in
      guard case .receivingBody(let since, let received) = state.activity else { return }
      state.activity = .receivingBody(since: since, received: received + count)
    }
  }

  /// The socket is about to be closed, and its number given to another: leave it alone.
  func closed() {
    state.withLock { state in
      state.isOpen = false
      state.exchange = nil
    }
  }

  /// Breaks the connection. libmicrohttpd then sees its end and cleans up.
  func hangUp() {
    state.withLock { state in
      if state.isOpen { _ = shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Breaks the connection if it is overdue, and ends a stream whose reader has gone: libmicrohttpd
  /// does not watch a connection that waits for its producer.
  func inspect(now: ContinuousClock.Instant, limits: HTTPServerLimits) {
    switch state.withLock(\.activity) {
    case .awaitingHead(let deadline), .responding(let deadline):
      if now > deadline { hangUp() }
    case .receivingBody(let since, let received):
      let seconds = (since.duration(to: now) - limits.transferGrace) / .seconds(1)
      if Double(received) < seconds * Double(limits.minimumRate) { hangUp() }
    case .handling:
      break
    case .streaming(let stream):
      if peerHasHungUp() { stream.terminate(.clientGone) }
    }
  }

  private func peerHasHungUp() -> Bool {
    state.withLock { state in
      guard state.isOpen else { return false }
      #if os(Linux)
        // POLLRDHUP, which Glibc shows to GNU programs only: the peer has closed its half.
        let ends = Int16(0x2000 | POLLHUP | POLLERR)
      #else
        let ends = Int16(POLLHUP | POLLERR)
      #endif
      var poll = pollfd(fd: socket, events: ends, revents: 0)
      return Self.poll(&poll) > 0 && poll.revents & ends != 0
    }
  }

  private static func poll(_ descriptor: inout pollfd) -> Int32 {
    #if canImport(Darwin)
      Darwin.poll(&descriptor, 1, 0)
    #elseif canImport(Musl)
      Musl.poll(&descriptor, 1, 0)
    #else
      Glibc.poll(&descriptor, 1, 0)
    #endif
  }
}
