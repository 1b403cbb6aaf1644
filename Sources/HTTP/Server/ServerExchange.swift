internal import CMicroHTTPD
internal import Synchronization

/// One request and its response, from the request line to the last byte.
///
/// A state machine that libmicrohttpd's thread drives. Only while the handler runs does another
/// thread touch it, to bring the response.
final class ServerExchange: Sendable {
  enum Phase {
    /// The request line is known; header fields are still to come.
    case readingHead
    case readingBody(HTTPRequestHead, limit: Int)
    /// Answers this when the body has been read and thrown away; so much of it is borne.
    case refusing(HTTPStatus, patience: Int)
    /// Suspended until the handler answers.
    case handling(Task<Void, Never>?)
    case answered(HTTPResponse)
    case sending
    case aborted
  }

  struct State {
    var phase = Phase.readingHead
    var body: [UInt8] = []
  }

  /// What the thread has to do after a step.
  enum Step {
    /// Read on, or sleep.
    case proceed
    case answer(HTTPResponse)
    /// Close the connection.
    case hangUp
  }

  let target: String
  let daemon: ServerDaemon
  let connection: ServerConnection
  let handle: ConnectionHandle
  private let state = Mutex(State())

  init(
    target: String, daemon: ServerDaemon, connection: ServerConnection, handle: ConnectionHandle
  ) {
    self.target = target
    self.daemon = daemon
    self.connection = connection
    self.handle = handle
  }

  // MARK: On the server's thread

  var isAwaitingHead: Bool {
    state.withLock { state in
      if case .readingHead = state.phase { true } else { false }
    }
  }

  /// The head is complete: decides whether the request is let in.
  func begin(_ verdict: Result<(HTTPRequestHead, RequestFraming), RequestRefusal>) -> Step {
    daemon.exchangeBegan()
    connection.become(.receivingBody(since: .now, received: 0))
    switch verdict {
    case .success(let (head, framing)):
      let limit = max(0, daemon.maximumBodySize(head))
      guard framing.declaredSize <= limit else {
        return refuse(.contentTooLarge, framing: framing)
      }
      state.withLock { $0.phase = .readingBody(head, limit: limit) }
      return .proceed
    case .failure(let refusal):
      return refuse(refusal.status, framing: refusal.framing)
    }
  }

  /// A piece of the body has arrived.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Step {
    connection.received(bytes.count)
    return state.withLock { state in
      switch state.phase {
      case .readingBody(_, let limit):
        if bytes.count <= limit - state.body.count {
          state.body.append(contentsOf: bytes)
          return .proceed
        }
        let thrownAway = state.body.count + bytes.count
        state.body = []
        state.phase = .refusing(
          .contentTooLarge, patience: daemon.limits.discardedBodySize - thrownAway)
        return .proceed
      case .refusing(let status, let patience):
        state.phase = .refusing(status, patience: patience - bytes.count)
        return patience >= bytes.count ? .proceed : .hangUp
      case .readingHead, .handling, .answered, .sending, .aborted:
        return .hangUp
      }
    }
  }

  /// The request is complete, or its connection was woken.
  func advance() -> Step {
    state.withLock { state in
      switch state.phase {
      case .readingBody(let head, _):
        guard daemon.phase != .aborting else { return .hangUp }
        connection.become(.handling)
        MHD_suspend_connection(handle.pointer)
        state.phase = .handling(start(HTTPRequest(head: head, body: state.body)))
        state.body = []
        return .proceed
      case .refusing(let status, _):
        state.phase = .sending
        return .answer(HTTPResponse(status: status, headers: ["Connection": "close"]))
      case .answered(let response):
        state.phase = .sending
        return .answer(response)
      case .aborted, .readingHead, .sending:
        return .hangUp
      case .handling:
        return .proceed
      }
    }
  }

  /// The response has left, or the connection broke.
  func completed(sentToTheEnd: Bool) {
    let phase = state.withLock { state in
      let phase = state.phase
      state.phase = .aborted
      return phase
    }
    if case .answered(let response) = phase { response.abandon() }
    connection.stream?.complete(sentToTheEnd: sentToTheEnd)
    connection.become(.awaitingHead(deadline: .now + daemon.limits.idleTime))
    connection.exchange = nil
    if case .readingHead = phase { return }
    daemon.exchangeEnded()
  }

  // MARK: On any thread

  /// Gives the request up, when the server stops waiting for its handler.
  func abort() {
    let task: Task<Void, Never>? = state.withLock { state in
      guard case .handling(let task) = state.phase else { return nil }
      state.phase = .aborted
      MHD_resume_connection(handle.pointer)
      return task
    }
    task?.cancel()
  }

  private func start(_ request: HTTPRequest) -> Task<Void, Never> {
    Task { [self] in finish(await daemon.handler(request)) }
  }

  private func finish(_ response: HTTPResponse) {
    let isWanted = state.withLock { state in
      guard case .handling = state.phase else { return false }
      state.phase = .answered(response)
      MHD_resume_connection(handle.pointer)
      return true
    }
    if !isWanted { response.abandon() }
  }

  /// Reads the rest of a refused request, if that is cheap: closing a socket with unread bytes resets
  /// the connection, and the client may never see the answer. A client that asked whether it may
  /// send its body is answered at once.
  private func refuse(_ status: HTTPStatus, framing: RequestFraming) -> Step {
    let patience = daemon.limits.discardedBodySize
    guard framing.expectsContinue || framing.declaredSize > patience else {
      state.withLock { $0.phase = .refusing(status, patience: patience) }
      return .proceed
    }
    state.withLock { $0.phase = .sending }
    return .answer(HTTPResponse(status: status, headers: ["Connection": "close"]))
  }
}
