internal import CMicroHTTPD
internal import Dispatch
internal import Synchronization

/// Answers a request. It may wait as long as it likes: no thread of the server waits with it.
package typealias HTTPHandler = @Sendable (HTTPRequest) async -> HTTPResponse

/// An HTTP/1.1 server on one thread of libmicrohttpd. It runs from ``start(_:handler:)`` until
/// ``stop(grace:)``, whether or not this object is kept.
package final class HTTPServer: Sendable {
  /// The numeric address it listens on.
  package let address: String
  /// The port it listens on, also when the system chose it.
  package let port: UInt16

  private let socket: ListeningSocket
  private let daemon: ServerDaemon
  private let library: LibraryDaemon
  private let inspector: InspectionTimer
  private let stopping = Mutex<Task<Void, Never>?>(nil)

  private init(
    address: String, socket: ListeningSocket, daemon: ServerDaemon, library: LibraryDaemon
  ) {
    self.address = address
    port = socket.port
    self.socket = socket
    self.daemon = daemon
    self.library = library
    inspector = InspectionTimer(every: daemon.limits.inspectionInterval) { [weak daemon] in
      daemon?.inspect()
    }
  }

  /// Binds the address and serves it at once.
  ///
  /// - Throws: `malformedAddress`, `cannotListen`, `cannotStart`.
  package static func start(
    _ configuration: HTTPServerConfiguration, handler: @escaping HTTPHandler
  ) throws(HTTPError) -> HTTPServer {
    let socket = try ListeningSocket(address: configuration.address, port: configuration.port)
    let daemon = ServerDaemon(configuration, handler: handler)
    let library = try LibraryDaemon(socket: socket, configuration: configuration, daemon: daemon)
    return HTTPServer(
      address: configuration.address, socket: socket, daemon: daemon, library: library)
  }

  /// Stops: new connections and new requests are refused, streams end after what was written,
  /// running requests may finish. What still runs after the grace period is cancelled and its
  /// connection closed. Returns when every connection is closed; a second call waits with the first.
  ///
  /// - Parameter grace: at most the limit's `stopGrace`, which is also the default.
  package func stop(grace: Duration? = nil) async {
    let longest = daemon.limits.stopGrace
    let task = stopping.withLock { stopping in
      if let stopping { return stopping }
      let task = Task { await self.stopOnce(grace: min(grace ?? longest, longest)) }
      stopping = task
      return task
    }
    await task.value
  }

  private func stopOnce(grace: Duration) async {
    daemon.beginStopping()
    library.quiesce()
    socket.stopListening()
    let patience = Task { [daemon] in
      try? await Task.sleep(for: grace)
      daemon.giveUpWaiting()
    }
    await daemon.waitUntilIdle()
    patience.cancel()
    daemon.abortRemaining()
    inspector.cancel()
    await library.stop()
    socket.close()
  }
}
