internal import CMicroHTTPD

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The functions libmicrohttpd calls. They stand at file level because a closure written where the main
// actor reigns would trap on the library's thread.
//
// Ownership: the daemon is retained from start to stop; a connection from its opening to its closing
// (as socket context); an exchange from its request line to its completion (as exchange pointer).

func daemonAccepts(
  _ context: UnsafeMutableRawPointer?, _ address: UnsafePointer<sockaddr>?, _: socklen_t
) -> MHD_Result {
  guard let context, let address else { return .NO }
  return borrow(ServerDaemon.self, context).accepts(address) ? .YES : .NO
}

func daemonNotices(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_ConnectionNotificationCode
) {
  guard let context, let connection, let slot else { return }
  let daemon = borrow(ServerDaemon.self, context)
  if code == .CONNECTION_NOTIFY_STARTED {
    let opened = daemon.open(
      socket: connection_socket(connection), address: connection_address(connection))
    slot.pointee = Unmanaged.passRetained(opened).toOpaque()
  } else if let kept = slot.pointee {
    daemon.close(Unmanaged<ServerConnection>.fromOpaque(kept).takeRetainedValue())
    slot.pointee = nil
  }
}

/// The request line is known; header fields are not.
func daemonReadsTarget(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?,
  _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let context, let target, let connection,
    let kept = connection_socket_context(connection)
  else { return nil }
  let daemon = borrow(ServerDaemon.self, context)
  let serverConnection = borrow(ServerConnection.self, kept)
  serverConnection.become(.awaitingHead(deadline: .now + daemon.limits.headTime))
  let exchange = ServerExchange(
    target: String(cString: target), daemon: daemon, connection: serverConnection,
    handle: ConnectionHandle(pointer: connection))
  serverConnection.exchange = exchange
  return Unmanaged.passRetained(exchange).toOpaque()
}

/// Escapes are undone by `HTTPRequestHead`, which can refuse bad ones.
func daemonUnescapes(
  _: UnsafeMutableRawPointer?, _: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?
) -> Int {
  text.map { strlen($0) } ?? 0
}

func daemonHandles(
  _: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?, _ body: UnsafePointer<CChar>?,
  _ bodySize: UnsafeMutablePointer<Int>?, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let connection, let method, let bodySize, let kept = slot?.pointee else { return .NO }
  let exchange = borrow(ServerExchange.self, kept)
  let step: ServerExchange.Step
  if exchange.isAwaitingHead {
    step = exchange.begin(RequestReader(connection: connection, exchange: exchange).read(method))
  } else if bodySize.pointee > 0 {
    step = exchange.receive(UnsafeRawBufferPointer(start: body, count: bodySize.pointee))
    bodySize.pointee = 0
  } else {
    step = exchange.advance()
  }
  switch step {
  case .proceed: return .YES
  case .hangUp: return .NO
  case .answer(let response): return exchange.send(response)
  }
}

func daemonCompletes(
  _: UnsafeMutableRawPointer?, _: OpaquePointer?,
  _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
  guard let slot, let kept = slot.pointee else { return }
  slot.pointee = nil
  Unmanaged<ServerExchange>.fromOpaque(kept).takeRetainedValue()
    .completed(sentToTheEnd: code == .REQUEST_TERMINATED_COMPLETED_OK)
}

func streamReads(
  _ context: UnsafeMutableRawPointer?, _: UInt64, _ buffer: UnsafeMutablePointer<CChar>?,
  _ size: Int
) -> Int {
  guard let context else { return content_fails }
  return borrow(HTTPResponseStream.self, context)
    .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

func streamIsReleased(_ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<HTTPResponseStream>.fromOpaque(context).release()
}

/// The object behind a callback's untyped pointer, which its keeper retains.
private func borrow<Object: AnyObject>(
  _: Object.Type, _ context: UnsafeMutableRawPointer
) -> Object {
  Unmanaged<Object>.fromOpaque(context).takeUnretainedValue()
}
