import Foundation
import HTTP
import Store
import Synchronization

/// A running server: it owns the data folder, listens, and serves until it is stopped.
package final class SyncServer: Sendable {
  /// What runs; gone once it is stopped, and the data folder free.
  private struct Running {
    let application: Application
    let listener: HTTPServer
    let administration: AdministrationListener
    let heart: Task<Void, Never>
  }

  private let running: Mutex<Running?>

  /// The numeric address and the port it listens on.
  package let address: String
  package let port: UInt16
  /// Where clients on this machine find it: `http://127.0.0.1:8080`.
  package let url: String

  private init(
    application: Application, listener: HTTPServer, administration: AdministrationListener
  ) {
    address = listener.address
    port = listener.port
    let host = address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address
    url = "\(application.configuration.tls == nil ? "http" : "https")://\(host):\(port)"
    let heart = Task { [hub = application.hub, configuration = application.configuration] in
      while !Task.isCancelled {
        try? await Task.sleep(for: configuration.limits.heartbeat)
        hub.beat(now: configuration.now())
      }
    }
    running = Mutex(
      Running(
        application: application, listener: listener, administration: administration, heart: heart))
  }

  /// Takes the data folder and serves it.
  ///
  /// - Throws: `notInitialised`, `store(.inUse)` if another process serves it, `unprotectedAddress`,
  ///   `noTemplates`, `unreadable`, or what kept it from listening.
  package static func start(
    _ configuration: ServerConfiguration
  ) async throws(ServerError) -> SyncServer {
    let http = try httpConfiguration(configuration)
    let store = try configuration.folder.open(patience: 300, now: configuration.now())
    let epoch: UInt64
    do {
      epoch = try await store.epoch()
      if let pages = configuration.databasePages { try await store.limitPages(to: pages) }
    } catch {
      throw .store(error)
    }
    try configuration.folder.makeFolder(configuration.folder.attempts)
    let application = Application(configuration, store: store, epoch: epoch)
    let administration = try AdministrationListener.start(application)
    do {
      let listener = try HTTPServer.start(http) { await application.respond(to: $0) }
      return SyncServer(
        application: application, listener: listener, administration: administration)
    } catch {
      await administration.stop()
      throw ServerError(error)
    }
  }

  /// Stops: nothing new is taken on, requests under way may finish within the limit, streams end. When
  /// it returns, another server may take the data folder. A second call returns at once.
  package func stop() async {
    weak let store = await stopRunning()
    // The last request may still be on its way out of memory, and the lock goes with the store.
    for _ in 0..<400 where store != nil { try? await Task.sleep(for: .milliseconds(5)) }
  }

  private func stopRunning() async -> OperationStore? {
    guard let running = running.withLock({ $0.take() }) else { return nil }
    running.heart.cancel()
    await running.listener.stop(grace: running.application.limits.stopGrace)
    await running.administration.stop()
    await running.application.parts.saveSnapshots()
    return running.application.store
  }

  /// Checks all that can be checked without serving.
  ///
  /// - Throws: what `start` would, but for the database and the sockets.
  package static func check(_ configuration: ServerConfiguration) throws(ServerError) {
    _ = try httpConfiguration(configuration)
    guard configuration.folder.isInitialised else {
      throw .notInitialised(path: configuration.folder.path)
    }
  }

  private static func httpConfiguration(
    _ configuration: ServerConfiguration
  ) throws(ServerError) -> HTTPServerConfiguration {
    guard !configuration.templates.isEmpty else { throw .noTemplates }
    let isProtected = configuration.tls != nil || configuration.isBehindProxy
    guard isProtected || Self.isLoopback(configuration.address) else {
      throw .unprotectedAddress(configuration.address)
    }
    var http = HTTPServerConfiguration()
    http.address = configuration.address
    http.port = configuration.port
    http.limits = configuration.connections
    if configuration.isBehindProxy { http.limits.connectionsPerAddress = nil }
    if let tls = configuration.tls {
      http.identity = .init(
        certificateChain: try read(tls.certificate), privateKey: try read(tls.key))
    }
    let bodyBytes = configuration.limits.bodyBytes
    http.maximumBodySize = { head in Application.maximumBodySize(head, usual: bodyBytes) }
    return http
  }

  private static func read(_ path: String) throws(ServerError) -> [UInt8] {
    guard let content = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path, errno: errno)
    }
    return Array(content)
  }

  private static func isLoopback(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.")
  }
}
